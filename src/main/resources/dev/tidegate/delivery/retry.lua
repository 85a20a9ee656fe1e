-- Puts given-up messages of one destination back into its outbox, for attempts to begin anew. What was tried stays listed, and
-- what was cancelled meanwhile stays cancelled. Parts of a message that was split are messages here, with the body of the whole.
--
-- KEYS[1] dead letters of the destination
-- KEYS[2] outbox of the destination
-- KEYS[3] what the names of the partition's message keys begin with
-- KEYS[4] the same for the keys of their bodies
-- ARGV[1] one message's id, or '' for those that are dead, but not those whose fate is unknown
-- ARGV[2] without an id: most messages to look at
-- ARGV[3] without an id: how many of the oldest to leave out
--
-- Answers three numbers: how many were put back; how many were looked at and left where they are; how many were looked at.
local ids = {ARGV[1]}
if ARGV[1] == '' then
  local from = tonumber(ARGV[3])
  ids = redis.call('ZRANGE', KEYS[1], from, from + tonumber(ARGV[2]) - 1)
end
redis.call('PERSIST', KEYS[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local moved, left = 0, 0
for _, id in ipairs(ids) do
  local key = KEYS[3] .. id
  local m = redis.call('HMGET', key, 'st', 'n', 'f')
  local body = KEYS[4] .. (m[3] or id)
  if not m[1] then
    redis.call('ZREM', KEYS[1], id)
  elseif (m[1] == 'dead' or m[1] == 'unknown' and ARGV[1] ~= '') and redis.call('EXISTS', body) == 1 then
    redis.call('HSET', key, 'st', 'queued', 'g', now, 'base', m[2])
    redis.call('PERSIST', key)
    redis.call('PERSIST', body)
    if m[3] then
      redis.call('PERSIST', KEYS[3] .. m[3])
    end
    redis.call('ZREM', KEYS[1], id)
    redis.call('ZADD', KEYS[2], now, id)
    moved = moved + 1
  else
    left = left + 1
  end
end
return {moved, left, #ids}
