-- Puts thin events of one intake aside, out of the stream, until they are completed: others go past them meanwhile.
--
-- KEYS[1]   intake stream
-- KEYS[2]   events put aside, by the time to look at them: sorted set
-- KEYS[3]   the events themselves: hash
-- KEYS[4..] two an event: dedup key, trace key
-- ARGV[1]   most events that may be put aside
-- ARGV[2..] four an event: entry id in the stream, member for the sorted set, time in ms to look at it first, event
--
-- An event that is pinned to a profile is on its way as it is, by somebody who does not put it aside: it stays.
--
-- Answers a string with one character an event:
--   a  put aside
--   n  not put aside: there is no room
--   p  not put aside: it is pinned
--   g  gone: another one has put it aside or handed it on
local stream, waiting, bodies = KEYS[1], KEYS[2], KEYS[3]
local room = tonumber(ARGV[1]) - redis.call('ZCARD', waiting)
redis.call('HLEN', bodies)
local answers = {}
for n = 1, (#KEYS - 3) / 2 do
  local a = 2 + (n - 1) * 4
  local known = redis.call('GET', KEYS[2 + n * 2])
  local pinned
  if known then
    pinned = #known > 16
  else
    pinned = redis.call('HEXISTS', KEYS[3 + n * 2], 'p') == 1
  end
  if pinned then
    answers[n] = 'p'
  elseif room <= 0 then
    answers[n] = 'n'
  elseif redis.call('XDEL', stream, ARGV[a]) == 0 then
    answers[n] = 'g'
  else
    -- a deletion came first, so Redis lets the rest pass even when memory is full
    redis.call('ZADD', waiting, ARGV[a + 2], ARGV[a + 1])
    redis.call('HSET', bodies, ARGV[a + 1], ARGV[a + 3])
    room = room - 1
    answers[n] = 'a'
  end
end
return table.concat(answers)
