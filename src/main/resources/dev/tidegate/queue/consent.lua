-- Records what an event says about consent for an address; the latest by its own time stands.
--
-- KEYS[1]   consent of the address: hash from channel to 'state|at in ms|source|event id', and 'suppressed' to a reason
-- ARGV[1..] five a change: channel, state, at in ms, source, event id
--
-- Answers the whole hash.
for i = 1, #ARGV, 5 do
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  local knownAt = known and tonumber(string.match(known, '^%a+|(%d+)|')) or -1
  if tonumber(ARGV[i + 2]) >= knownAt then
    redis.call('HSET', KEYS[1], ARGV[i], table.concat({ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]}, '|'))
  end
end
return redis.call('HGETALL', KEYS[1])
