-- Looks once more, right before an attempt, whether an address may be written to, and fixes the message's place under the caps:
-- what has had an attempt gives way to nobody.
--
-- KEYS[1] consent of the address: hash from channel to 'state|...', and 'suppressed' to a reason
-- KEYS[2] places of the address, see place.lua
-- ARGV[1] channel
-- ARGV[2] message id
--
-- Answers {state or '', reason of the suppression or '', the trigger that took the message's place or ''}.
-- Changes nothing and lets the script go on when memory is full: what was let in is to be worked off.
redis.call('HDEL', KEYS[2], '')
local record = redis.call('HMGET', KEYS[1], ARGV[1], 'suppressed')
local place = redis.call('HGET', KEYS[2], ARGV[2])
local winner = place and string.match(place, '^x|%d+|(.*)$')
if place and not winner then
  local fixed = string.gsub(place, '^(%d+|%d+|)0|', '%11|')
  if fixed ~= place then
    redis.call('HSET', KEYS[2], ARGV[2], fixed)
  end
end
return {record[1] or '', record[2] or '', winner or ''}
