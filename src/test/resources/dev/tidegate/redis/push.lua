-- KEYS[1] a list. ARGV[1] an item, which is added. Answers the list's length.
return redis.call('RPUSH', KEYS[1], ARGV[1])
