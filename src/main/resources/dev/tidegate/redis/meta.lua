-- Writes down at the first start what decides where everything is stored, and tells it at every later one.
--
-- KEYS[1] hash
-- ARGV[1] number of intakes
-- ARGV[2] number of partitions
-- ARGV[3] format of what is stored
--
-- Answers the three as they hold.
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'intakes', ARGV[1], 'partitions', ARGV[2], 'format', ARGV[3])
end
return redis.call('HMGET', KEYS[1], 'intakes', 'partitions', 'format')
