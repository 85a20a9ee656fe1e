-- Tells how far an intake or partition has been worked off, without fetching the entry.
--
-- KEYS[1] stream
--
-- Answers the id of its oldest entry, or '' when it is empty.
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
return oldest and oldest[1] or ''
