-- Registers a run under a token, and tells which cancelling events carried it. See mark.lua.
--
-- KEYS[1] runs that the token can cancel: hash from profile and run to the time in ms after which it may be forgotten
-- KEYS[2] marks of the token
-- ARGV[1] profile and run, '' to register nothing
-- ARGV[2] time in ms after which the run may be forgotten
-- ARGV[3] present time in ms
-- ARGV[4] lifetime in ms
-- ARGV[5] so many runs may stand before those that may be forgotten are dropped
--
-- Answers the values of KEYS[2].
if ARGV[1] ~= '' then
  if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then
    local runs = redis.call('HGETALL', KEYS[1])
    for i = 1, #runs, 2 do
      if tonumber(runs[i + 1]) < tonumber(ARGV[3]) then
        redis.call('HDEL', KEYS[1], runs[i])
      end
    end
  end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then
    redis.call('PEXPIRE', KEYS[1], ARGV[4])
  end
end
return redis.call('HVALS', KEYS[2])
