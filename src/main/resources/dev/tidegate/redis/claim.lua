-- Takes a slot over if nobody owns it, or its owner is not among the living.
--
-- KEYS[1]   ownership key, 'epoch:member'
-- ARGV[1]   the member that claims
-- ARGV[2..] the other members that are alive
--
-- Answers the ownership from now on: with the next epoch and the claiming member if it was taken, else as it was. Claiming
-- again what one owns takes the next epoch too, so that a claim whose answer was lost can be repeated.
local now = redis.call('GET', KEYS[1]) or '0:'
local epoch, member = string.match(now, '^(%d+):(.*)$')
for i = 2, #ARGV do
  if ARGV[i] == member then
    return now
  end
end
local taken = string.format('%.0f:%s', (tonumber(epoch) or 0) + 1, ARGV[1])
redis.call('SET', KEYS[1], taken)
return taken
