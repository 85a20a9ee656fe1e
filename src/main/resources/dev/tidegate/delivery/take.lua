-- Reads messages of one destination that are ready for an attempt, for the process that delivers the partition.
--
-- KEYS[1]   deliver ownership of the partition
-- KEYS[2]   outbox of the destination
-- KEYS[3]   retries of the destination
-- KEYS[4]   what the names of the partition's message keys begin with
-- KEYS[5]   the same for the keys of their bodies
-- ARGV[1]   the ownership that the caller holds
-- ARGV[2]   most messages to answer
-- ARGV[3..] ids that the caller has in hand already
--
-- Answers 'fenced' when someone else delivers the partition. Otherwise: the time in ms; when the next retry is due in ms,
-- or -1; '1' if there may be more ready now, else '0'; and then nine values a message, retries first:
--   id, attempts made, when giving up is counted from in ms, attempts that don't count for max_attempts,
--   '1' if it has expired, why it was cancelled or '', '1' if an attempt was begun and its outcome never recorded, who of
--   several receivers gets it or '', body
-- A part of a message that was split has the body of the whole and is cancelled with it. Ids without a message are removed from
-- the queues; a part whose body was erased is over, and kept as long as the whole.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'fenced'
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = tonumber(ARGV[2])
local inHand = {}
for i = 3, #ARGV do
  inHand[ARGV[i]] = true
end
local asked = limit + #ARGV - 2
local due = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, asked)
local fresh = redis.call('ZRANGE', KEYS[2], 0, asked - 1)
local nextDue = redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
local answer = {tostring(now), nextDue[2] or '-1', '0'}

local function drop(id, whole)
  redis.call('ZREM', KEYS[2], id)
  redis.call('ZREM', KEYS[3], id)
  if whole then
    local rest = redis.call('PTTL', KEYS[4] .. whole)
    redis.call('HSET', KEYS[4] .. id, 'st', 'cancelled')
    redis.call('PEXPIRE', KEYS[4] .. id, rest > 0 and rest or 1)
  end
end

-- Half of the room is for retries when there are new messages too, so that neither waits for the other.
local function add(ids, most)
  local added = 0
  for i = 1, #ids do
    local id = ids[i]
    if added >= most then
      answer[3] = '1'
      return added
    end
    if not inHand[id] then
      local m = redis.call('HMGET', KEYS[4] .. id, 'n', 'g', 'base', 'x', 'c', 'dl', 'h', 'f')
      local body = m[1] and redis.call('GET', KEYS[5] .. (m[8] or id))
      if body then
        local at = #answer
        answer[at + 1] = id
        answer[at + 2] = m[1]
        answer[at + 3] = m[2]
        answer[at + 4] = m[3] or '0'
        answer[at + 5] = m[4] and tonumber(m[4]) <= now and '1' or '0'
        answer[at + 6] = m[5] or m[8] and redis.call('HGET', KEYS[4] .. m[8], 'c') or ''
        answer[at + 7] = m[6] and '1' or '0'
        answer[at + 8] = m[7] or ''
        answer[at + 9] = body
        added = added + 1
      else
        drop(id, m[8])
      end
    end
  end
  if #ids >= asked then
    answer[3] = '1'
  end
  return added
end
local retried = add(due, #fresh > 0 and math.ceil(limit / 2) or limit)
add(fresh, limit - retried)
return answer
