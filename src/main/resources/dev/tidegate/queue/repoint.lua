-- Lets an identifier name the profile that its own was merged into.
--
-- KEYS[1] the identifier's profile: its id, with '!' behind it when the customer is known by more than a browser or basket
-- ARGV[1] the profile that was merged
-- ARGV[2] what is to stand there instead
--
-- Answers 1 if it was changed, 0 if the identifier names another profile.
local known = redis.call('GET', KEYS[1])
if known ~= ARGV[1] and known ~= ARGV[1] .. '!' then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
