-- Has an event that was put aside looked at later, if it still waits.
--
-- KEYS[1] events put aside, by the time to look at them: sorted set
-- ARGV[1] its member
-- ARGV[2] time in ms to look at it
--
-- Answers 1, or 0 if it waits no more. The removal comes first, so that Redis lets the rest pass even when memory is full.
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then
  return 0
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
return 1
