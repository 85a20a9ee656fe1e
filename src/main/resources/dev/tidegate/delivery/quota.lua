-- Draws permits from a destination's rate, which all processes share, or lets all processes rest because the ESP asked for it.
--
-- What is kept of the rate is one time: when all that was drawn will have been earned. Nothing is kept when that is past.
--
-- KEYS[1] quota of the destination
-- ARGV[1] how long it takes to earn a permit, in ns
-- ARGV[2] how far drawing may be ahead of earning, in ns; at least as long as it takes to earn ARGV[3] permits
-- ARGV[3] most permits to draw, 0 for none
-- ARGV[4] for how long nothing is to be drawn by anybody from now on, in ms; 0 if the ESP asked for nothing
--
-- Answers the number of permits drawn, and in how many ms there will be as many as were asked for again.
-- Changes nothing and lets the script go on when memory is full: what was let in is to be worked off. (PERSIST would end the
-- lifetime of what is kept.)
redis.call('HDEL', KEYS[1], '')
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local earning = ARGV[1] / 1000
local ahead = ARGV[2] / 1000
local wanted = tonumber(ARGV[3])
local kept = redis.call('HMGET', KEYS[1], 'earned', 'rest')
-- The rate may have been lower: what a permit cost then is no reason to wait for longer than one costs now.
local earned = math.min(math.max(tonumber(kept[1] or 0), now), now + ahead)
local rest = math.max(tonumber(kept[2] or 0), now + ARGV[4] * 1000)

local drawn = 0
if rest <= now then
  drawn = math.min(wanted, math.floor((now + ahead - earned) / earning))
  earned = math.ceil(earned + drawn * earning)
end
if math.max(earned, rest) > now then
  redis.call('HSET', KEYS[1], 'earned', string.format('%.0f', earned), 'rest', string.format('%.0f', rest))
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil((math.max(earned, rest) - now) / 1000)))
end
return {drawn, math.ceil(math.max(rest - now, earned + wanted * earning - ahead - now, 0) / 1000)}
