-- Writes several groups of changes for the owner of a slot, each group all or nothing and once.
--
-- KEYS[1]    the ownership key
-- KEYS[2..]  every key that is used, each once; below they are named by their place in KEYS
-- ARGV[1]    the ownership that the caller holds
-- ARGV[2..]  the groups, one after the other:
--              guard, guard's key, guard's value, number of changes
--                a 0 ''          always
--                e key id        if that stream entry is still there; it is deleted
--                m key member    if that member of the sorted set is still there; it is removed
--              and for each change:
--                command, key, number of arguments, arguments
--                a key below zero: only if that key (its opposite number) exists
--
-- Answers 'fenced' when someone else owns the slot, or 'refused N' when group N (from 1) is not well-formed or a key is of
-- another type than its command takes; in both cases nothing was written. Otherwise one character for each group: '1' it
-- was applied, '0' its guard was gone, so it had been applied before.

local call, number = redis.call, tonumber

if call('GET', KEYS[1]) ~= ARGV[1] then
  return 'fenced'
end

local ANY = ''
local TYPE = {
  SET = 'string', DEL = ANY, PEXPIRE = ANY, PEXPIREAT = ANY, PERSIST = ANY, INCRBY = 'string',
  HSET = 'hash', HSETNX = 'hash', HDEL = 'hash', HINCRBY = 'hash',
  ZADD = 'zset', ZREM = 'zset', ZINCRBY = 'zset', ZREMRANGEBYSCORE = 'zset', ZREMRANGEBYRANK = 'zset',
  RPUSH = 'list', LTRIM = 'list', SADD = 'set', SREM = 'set', XADD = 'stream', XDEL = 'stream',
}
local LEAST = {
  SET = 1, DEL = 0, PEXPIRE = 1, PEXPIREAT = 1, PERSIST = 0, INCRBY = 1,
  HSET = 2, HSETNX = 2, HDEL = 1, HINCRBY = 2,
  ZADD = 2, ZREM = 1, ZINCRBY = 2, ZREMRANGEBYSCORE = 2, ZREMRANGEBYRANK = 2,
  RPUSH = 1, LTRIM = 2, SADD = 1, SREM = 1, XADD = 3, XDEL = 1,
}
local types = {}

-- Whether the key can take a command for this type, after what the changes before it have made of it.
local function fits(key, wanted)
  local now = types[key]
  if not now then
    now = call('TYPE', KEYS[key]).ok
    types[key] = now
  end
  return now == wanted or now == 'none'
end

-- Lua does not roll back, so everything is looked at before the first write.
local last = #ARGV
local at = 2
local groups = 0
while at <= last do
  groups = groups + 1
  local guard, key, changes = ARGV[at], number(ARGV[at + 1]), number(ARGV[at + 3])
  if not changes then
    return 'refused ' .. groups
  end
  if guard == 'e' then
    if not KEYS[key] or not fits(key, 'stream') or not string.find(ARGV[at + 2], '^%d+%-%d+$') then
      return 'refused ' .. groups
    end
  elseif guard == 'm' then
    if not KEYS[key] or not fits(key, 'zset') then
      return 'refused ' .. groups
    end
  elseif guard ~= 'a' then
    return 'refused ' .. groups
  end
  at = at + 4
  for _ = 1, changes do
    local command, count = ARGV[at], number(ARGV[at + 2])
    key = number(ARGV[at + 1])
    local wanted = TYPE[command]
    if not wanted or not count or not key or count < LEAST[command] or at + 2 + count > last then
      return 'refused ' .. groups
    end
    if key < 0 then
      key = -key
    end
    if key < 2 or not KEYS[key] then
      return 'refused ' .. groups
    end
    if command == 'SET' then
      types[key] = 'string'
    elseif command == 'DEL' then
      types[key] = 'none'
    elseif wanted ~= ANY then
      if not fits(key, wanted) then
        return 'refused ' .. groups
      end
      types[key] = wanted
      if (command == 'HSET' or command == 'ZADD') and count % 2 ~= 0
          or command == 'XADD' and (ARGV[at + 3] ~= '*' or count % 2 ~= 1) then
        return 'refused ' .. groups
      end
    end
    at = at + 3 + count
  end
end

-- A write that changes nothing and takes no memory: after it Redis lets the script finish even when memory is full. What was
-- let in is to be worked off; new events are stopped at the door.
call('PERSIST', KEYS[1])

local answers = {}
at = 2
for group = 1, groups do
  local guard = ARGV[at]
  local applied = guard == 'a'
      or guard == 'e' and call('XDEL', KEYS[number(ARGV[at + 1])], ARGV[at + 2]) == 1
      or guard == 'm' and call('ZREM', KEYS[number(ARGV[at + 1])], ARGV[at + 2]) == 1
  answers[group] = applied and '1' or '0'
  local changes = number(ARGV[at + 3])
  at = at + 4
  for _ = 1, changes do
    local key, count = number(ARGV[at + 1]), number(ARGV[at + 2])
    if applied then
      if key > 0 then
        call(ARGV[at], KEYS[key], unpack(ARGV, at + 3, at + 2 + count))
      elseif call('EXISTS', KEYS[-key]) == 1 then
        call(ARGV[at], KEYS[-key], unpack(ARGV, at + 3, at + 2 + count))
      end
    end
    at = at + 3 + count
  end
end
return table.concat(answers)
