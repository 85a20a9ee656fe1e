-- Begins attempts at messages of one destination: what is begun here and not recorded in time counts as unknown.
--
-- KEYS[1]   deliver ownership of the partition
-- KEYS[2]   outbox of the destination
-- KEYS[3]   retries of the destination
-- KEYS[4]   what the names of the partition's message keys begin with
-- ARGV[1]   the ownership that the caller holds
-- ARGV[2]   for how long an attempt is nobody else's, in ms
-- ARGV[3..] two a message: id, which attempt this is (from 1)
--
-- Answers 'fenced' when someone else delivers the partition. Otherwise a list with one string a message:
--   g  go: the attempt is begun, now or by an earlier try of the same call
--   c  it has been cancelled, or the whole that it is a part of; why follows in the same string
--   x  it has expired
--   b  another attempt is under way, until its deadline
--   f  there is nothing to attempt: it is finished, gone, or further on than the caller knows
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'fenced'
end
-- Changes nothing and lets the script go on when memory is full: what was let in is to be worked off.
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local deadline = now + tonumber(ARGV[2])
local answers = {}
for i = 3, #ARGV, 2 do
  local id, attempt = ARGV[i], tonumber(ARGV[i + 1])
  local key = KEYS[4] .. id
  local m = redis.call('HMGET', key, 'st', 'n', 'dl', 'by', 'c', 'x', 'at', 'f')
  local status, made, running = m[1], tonumber(m[2]), m[3]
  local cancelled = m[5] or m[8] and redis.call('HGET', KEYS[4] .. m[8], 'c')
  local answer
  if status ~= 'queued' and status ~= 'retrying' then
    redis.call('ZREM', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
    answer = 'f'
  elseif running and m[4] == ARGV[1] and made == attempt then
    redis.call('HSET', key, 'dl', deadline)
    redis.call('ZADD', KEYS[3], deadline, id)
    answer = 'g'
  elseif running and tonumber(running) > now then
    answer = 'b'
  elseif made + 1 ~= attempt then
    answer = 'f'
  elseif cancelled then
    answer = 'c' .. cancelled
  elseif m[6] and tonumber(m[6]) <= now then
    answer = 'x'
  else
    if running then
      local known = redis.call('HGET', key, 'a') or ''
      redis.call('HSET', key, 'a', known .. '{"at":' .. m[7]
        .. ',"outcome":"unknown","error":"the process ended before the outcome was recorded"}\n')
    end
    redis.call('HSET', key, 'n', attempt, 'dl', deadline, 'by', ARGV[1], 'at', now)
    redis.call('ZREM', KEYS[2], id)
    redis.call('ZADD', KEYS[3], deadline, id)
    answer = 'g'
  end
  answers[#answers + 1] = answer
end
return answers
