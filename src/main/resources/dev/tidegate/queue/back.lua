-- Puts an event that was put aside back into its intake's stream, once, however many try.
--
-- KEYS[1] intake stream
-- KEYS[2] events put aside, by the time to look at them: sorted set
-- KEYS[3] the events themselves: hash
-- ARGV[1] its member in the sorted set
-- ARGV[2] the event as it is to go on
-- ARGV[3] why it was not completed, or '' if it was
--
-- Answers 1, or 0 if it had been put back before.
redis.call('XLEN', KEYS[1])
redis.call('HLEN', KEYS[3])
if redis.call('ZREM', KEYS[2], ARGV[1]) == 0 then
  return 0
end
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('XADD', KEYS[1], '*', 'e', ARGV[2], 'c', ARGV[3])
return 1
