-- Records what became of messages of one destination, each once.
--
-- KEYS[1]   deliver ownership of the partition
-- KEYS[2]   outbox of the destination
-- KEYS[3]   retries of the destination
-- KEYS[4]   dead letters of the destination
-- KEYS[5]   what the names of the partition's message keys begin with
-- KEYS[6]   the same for the keys of their bodies
-- KEYS[7]   what the names of the partition's ledgers begin with
-- ARGV[1]   the ownership that the caller held when it began
-- ARGV[2]   for how long finished messages are kept, in ms
-- ARGV[3..] seven a message: id; 'a' after an attempt of the caller's, or 'e' without one; how many attempts the caller knows
--           of, this one included; delivered, retry, dead, unknown, expired or cancelled; for retry, in how many ms to try
--           again; a line for the list of attempts or ''; a verdict for the customer's ledger or ''
--
-- After an attempt the outcome counts when that attempt is the one under way, whoever owns the partition by now, because nobody
-- else touches a message before the deadline of its attempt; and a delivery that comes to be known late still counts for a
-- message that was parked as unknown. Without an attempt the caller must own the partition and no attempt may be under way.
-- What expires before it would be tried again comes up when it expires, so that it ends then.
-- An attempt that was begun and never recorded is listed as unknown then. A cooldown that the message started is given back when
-- neither it nor any message that started the cooldown with it was delivered, may have been by such an attempt, or may still be.
-- A message that was split for several receivers counts with all its parts, which have one body. The verdict of a message that
-- was not split takes the place of the line; of one that was split, what ends one part stands in that part's list, and the
-- ledger has it only when it ends the last and nobody has got the message.
--
-- Answers a string with one character a message: '1' recorded, '0' not, as it was recorded before or the message went on; '+'
-- and '-' the same, when the message or a part of it was delivered, by whomever, or may have been or still be.
redis.call('PERSIST', KEYS[1])
local owned = redis.call('GET', KEYS[1]) == ARGV[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- The list of attempts with a line more; a very long one loses its beginning.
local function tried(known, line)
  if not known then
    return line .. '\n'
  end
  if #known > 20000 then
    known = string.sub(known, string.find(known, '\n', #known - 10000, true) + 1)
  end
  return known .. line .. '\n'
end

local function isOpen(status)
  return status == 'queued' or status == 'retrying'
end

-- How a message and its parts stand: from the id of each to its status and whether it may have been taken by an attempt that
-- was never recorded. Read once, as a message may have a hundred parts and many of them are recorded together; what is recorded
-- here is noted there too.
local standings = {}
local function standing(whole)
  if not standings[whole] then
    local first = redis.call('HMGET', KEYS[5] .. whole, 'st', 'u', 'k')
    local each = {[whole] = first}
    for part in string.gmatch(first[3] or '', '%S+') do
      each[part] = redis.call('HMGET', KEYS[5] .. part, 'st', 'u')
    end
    standings[whole] = each
  end
  return standings[whole]
end

-- Whether nobody has got the message or will.
local function failed(whole)
  for _, one in pairs(standing(whole)) do
    if one[2] or one[1] ~= 'dead' and one[1] ~= 'expired' and one[1] ~= 'cancelled' then
      return false
    end
  end
  return true
end

local function giveCooldownBack(key, whole)
  if not failed(whole) then
    return
  end
  local cooldown = redis.call('HMGET', key, 'ck', 'ch', 'cs')
  for id in string.gmatch(cooldown[3] or '', '%S+') do
    if not failed(id) then
      return
    end
  end
  if cooldown[1] and redis.call('GET', cooldown[1]) == cooldown[2] then
    redis.call('DEL', cooldown[1])
  end
end

-- What the parts have in common stays while somebody may have to get the message, and then as long as a person may look at it;
-- the body only if that person may want to send it anew.
local function settle(whole)
  local open, given = false, false
  for _, one in pairs(standing(whole)) do
    open = open or isOpen(one[1])
    given = given or one[1] == 'dead' or one[1] == 'unknown'
  end
  if open then
    return
  end
  redis.call('PEXPIRE', KEYS[5] .. whole, ARGV[2])
  if given then
    redis.call('PEXPIRE', KEYS[6] .. whole, ARGV[2])
  else
    redis.call('DEL', KEYS[6] .. whole)
  end
end

local answers = {}
for i = 3, #ARGV, 7 do
  local id, mode, made, outcome = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local key = KEYS[5] .. id
  local m = redis.call('HMGET', key, 'st', 'n', 'dl', 'by', 'p', 'at', 'a', 'f', 'x')
  local whole = m[8] or id
  local open = isOpen(m[1])
  local counts
  if m[2] ~= made then
    counts = false
  elseif mode == 'a' then
    counts = open and m[3] and m[4] == ARGV[1] or m[1] == 'unknown' and outcome == 'delivered'
  else
    counts = owned and open and (not m[3] or tonumber(m[3]) <= now)
  end
  if counts then
    local attempts = m[7]
    local stands = standing(whole)[id] or {}
    stands[1] = outcome == 'retry' and 'retrying' or outcome
    if mode == 'e' and m[3] then
      attempts = tried(attempts,
        '{"at":' .. m[6] .. ',"outcome":"unknown","error":"the process ended before the outcome was recorded"}')
      redis.call('HSET', key, 'u', '1')
      stands[2] = '1'
    end
    local split = m[8] or standing(whole)[whole][3]
    if ARGV[i + 5] ~= '' and (split or ARGV[i + 6] == '') then
      attempts = tried(attempts, ARGV[i + 5])
    end
    redis.call('HDEL', key, 'dl', 'by', 'at', 'du')
    if outcome == 'retry' then
      local due = now + tonumber(ARGV[i + 4])
      redis.call('HSET', key, 'st', 'retrying', 'du', due, 'a', attempts or '')
      redis.call('ZADD', KEYS[3], m[9] and math.min(due, tonumber(m[9])) or due, id)
      if mode == 'e' then
        redis.call('ZREM', KEYS[2], id)
      end
    else
      redis.call('HSET', key, 'st', outcome, 'a', attempts or '')
      redis.call('ZREM', KEYS[3], id)
      if mode == 'e' then
        redis.call('ZREM', KEYS[2], id)
      end
      if outcome == 'dead' or outcome == 'unknown' then
        redis.call('ZADD', KEYS[4], now, id)
      end
      if m[8] then
        redis.call('PEXPIRE', key, ARGV[2])
      end
      settle(whole)
      if m[1] == 'unknown' then
        redis.call('ZREM', KEYS[4], id)
      end
      giveCooldownBack(key, whole)
    end
    if ARGV[i + 6] ~= '' and not (split and not failed(whole)) then
      redis.call('RPUSHX', KEYS[7] .. m[5], ARGV[i + 6])
    end
  end
  if failed(whole) then
    answers[#answers + 1] = counts and '1' or '0'
  else
    answers[#answers + 1] = counts and '+' or '-'
  end
end
return table.concat(answers)
