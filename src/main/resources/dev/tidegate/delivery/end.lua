-- Unsubscribes a hook, unless it was subscribed anew or changed meanwhile.
--
-- KEYS[1] hooks of the destination: hash from id to a value
-- ARGV[1] id
-- ARGV[2] the value that the caller knows
--
-- Answers 1 when the hook was unsubscribed, 0 when it is another subscription now or there is none.
-- Changes nothing and lets the script go on when memory is full: it makes room.
redis.call('HDEL', KEYS[1], '')
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
return redis.call('HDEL', KEYS[1], ARGV[1])
