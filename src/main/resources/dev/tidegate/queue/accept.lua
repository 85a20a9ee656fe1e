-- Accepts a group of events of one intake: what is new is queued and remembered in the same step.
--
-- KEYS[1]   intake stream
-- KEYS[2]   quarantine stream
-- KEYS[3..] one dedup key an event
-- ARGV[1]   most entries the intake may hold
-- ARGV[2]   most entries the quarantine may hold
-- ARGV[3..] four an event: dedup window in ms, content hash (8 bytes), token of this offer (8 bytes), event
--
-- A dedup key holds content hash, token and, once the event has been handed on, its profile.
--
-- Answers a string with one character an event:
--   a  accepted now, or by an earlier try of the same offer
--   d  accepted before with the same content
--   c  accepted before with other content; this one went into quarantine
--   f  full: nothing was written for this event
local stream, quarantine = KEYS[1], KEYS[2]
local room = tonumber(ARGV[1]) - redis.call('XLEN', stream)
local answers = {}
for i = 3, #KEYS do
  local a = 3 + (i - 3) * 4
  -- Most events are new, so the key is set first and read only when it was there. The XADD after it cannot fail: XLEN has
  -- shown that the stream is one, and a script that has begun to write may finish when memory is full.
  local new = room > 0 and redis.call('SET', KEYS[i], ARGV[a + 1] .. ARGV[a + 2], 'NX', 'PX', ARGV[a])
  local known = not new and redis.call('GET', KEYS[i])
  local answer
  if new then
    redis.call('XADD', stream, '*', 'e', ARGV[a + 3])
    room = room - 1
    answer = 'a'
  elseif not known then
    answer = 'f'
  elseif string.sub(known, 9, 16) == ARGV[a + 2] then
    answer = 'a'
  elseif string.sub(known, 1, 8) == ARGV[a + 1] then
    answer = 'd'
  elseif redis.call('XLEN', quarantine) >= tonumber(ARGV[2]) then
    answer = 'f'
  else
    redis.call('XADD', quarantine, '*', 'r', 'conflict', 'e', ARGV[a + 3])
    answer = 'c'
  end
  answers[i - 2] = answer
end
return table.concat(answers)
