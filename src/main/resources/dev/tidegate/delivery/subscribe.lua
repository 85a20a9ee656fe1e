-- Subscribes a hook to a destination, or changes what a hook of the same URL is subscribed to.
--
-- KEYS[1] hooks of the destination: hash from id to a value that ends with a line feed and the URL
-- ARGV[1] id for a new hook
-- ARGV[2] the value
-- ARGV[3] URL
-- ARGV[4] most hooks of a destination
--
-- Answers the id of the hook with this URL, new or as it was; '' when there are too many.
local known = redis.call('HGETALL', KEYS[1])
local ending = '\n' .. ARGV[3]
for i = 1, #known, 2 do
  if string.sub(known[i + 1], -#ending) == ending then
    redis.call('HSET', KEYS[1], known[i], ARGV[2])
    return known[i]
  end
end
if #known / 2 >= tonumber(ARGV[4]) then
  return ''
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return ARGV[1]
