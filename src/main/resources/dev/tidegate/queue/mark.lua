-- Leaves the mark of a cancelling event under a token, and tells which runs it may cancel. Together with register.lua, whichever
-- of a run and its cancelling event comes second sees the first.
--
-- KEYS[1] marks of the token: hash from event id to what it was
-- KEYS[2] runs that the token can cancel: hash from profile and run to the time in ms after which it may be forgotten
-- ARGV[1] event id
-- ARGV[2] the event as a mark
-- ARGV[3] lifetime of the mark in ms
-- ARGV[4] most marks to keep
--
-- Answers the fields of KEYS[2].
if redis.call('HLEN', KEYS[1]) < tonumber(ARGV[4]) then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return redis.call('HKEYS', KEYS[2])
