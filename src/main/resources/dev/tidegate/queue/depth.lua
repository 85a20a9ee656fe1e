-- Tells how much waits in a stream and in a sorted set beside it.
--
-- KEYS[1] stream
-- KEYS[2] sorted set, left out where there is none
--
-- Answers the stream's length, the id of its oldest entry or '', the set's size, and its lowest score or ''.
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local answer = {redis.call('XLEN', KEYS[1]), oldest and oldest[1] or '', 0, ''}
if KEYS[2] then
  local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  answer[3] = redis.call('ZCARD', KEYS[2])
  answer[4] = first[2] or ''
end
return answer
