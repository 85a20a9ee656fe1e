-- Splits a message that goes to several receivers, so that each has attempts and an outcome of its own: the message itself
-- becomes the first one's, and a part that says the same is made for each other one.
--
-- KEYS[1]   deliver ownership of the partition
-- KEYS[2]   outbox of the destination
-- KEYS[3]   all messages of the partition
-- KEYS[4]   what the names of the partition's message keys begin with
-- ARGV[1]   the ownership that the caller holds
-- ARGV[2]   id of the message
-- ARGV[3]   who gets the message itself; not there when nobody gets it
-- ARGV[4..] two a part: id, who gets it
--
-- Answers 'fenced' when someone else delivers the partition; 'gone' when the message has had an attempt, is finished or is not
-- there; 'nobody' when nobody gets it, now or by an earlier split; otherwise '=' and who gets the message itself, as it was
-- fixed now or by an earlier split.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 'fenced'
end
local key = KEYS[4] .. ARGV[2]
local m = redis.call('HMGET', key, 'st', 'n', 'h', 'r', 'g')
if m[3] then
  return '=' .. m[3]
end
if m[1] ~= 'queued' or m[2] ~= '0' then
  return 'gone'
end
if not ARGV[3] then
  return 'nobody'
end
-- Changes nothing and lets the script go on when memory is full: what was let in is to be worked off.
redis.call('PERSIST', KEYS[1])
local names = {'d', 't', 's', 'p', 'e', 'x', 'ck', 'ch', 'cs'}
local values = redis.call('HMGET', key, unpack(names))
local parts = {}
for i = 4, #ARGV, 2 do
  local part = {'st', 'queued', 'n', '0', 'r', m[4], 'g', m[5], 'h', ARGV[i + 1], 'f', ARGV[2]}
  for at, name in ipairs(names) do
    if values[at] then
      part[#part + 1] = name
      part[#part + 1] = values[at]
    end
  end
  redis.call('HSET', KEYS[4] .. ARGV[i], unpack(part))
  redis.call('ZADD', KEYS[3], m[4], ARGV[i])
  redis.call('ZADD', KEYS[2], m[4], ARGV[i])
  parts[#parts + 1] = ARGV[i]
end
redis.call('HSET', key, 'h', ARGV[3])
if #parts > 0 then
  redis.call('HSET', key, 'k', table.concat(parts, ' '))
end
return '=' .. ARGV[3]
