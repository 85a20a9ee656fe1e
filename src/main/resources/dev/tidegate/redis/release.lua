-- Gives a slot back. The epoch stays, so that the next owner's is higher.
--
-- KEYS[1] ownership key
-- ARGV[1] the ownership that the caller holds
--
-- Answers 1 if the slot was the caller's, else 0.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], string.match(ARGV[1], '^%d+:'))
return 1
