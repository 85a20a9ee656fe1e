-- Takes the right to count segments, or keeps it for longer.
--
-- KEYS[1] the lease
-- ARGV[1] who asks
-- ARGV[2] for how long, in milliseconds
--
-- Answers 1 if the caller has the right now, 0 if another has it.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
