-- Claims an identifier for a profile; the first claim stands.
--
-- KEYS[1] identifier -> profile
-- ARGV[1] profile, with a trailing '!' when the event that claims names the customer and not only a browser or basket
-- ARGV[2] lifetime in ms, 0 for ever
--
-- An anonymous claim may be adopted once: 'P' becomes 'P!' when the customer of profile P becomes known.
--
-- Answers what the identifier now belongs to.
local known = redis.call('GET', KEYS[1])
if known and known .. '!' ~= ARGV[1] then
  if ARGV[2] ~= '0' then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
  end
  return known
end
if ARGV[2] == '0' then
  redis.call('SET', KEYS[1], ARGV[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return ARGV[1]
