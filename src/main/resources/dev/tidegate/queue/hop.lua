-- Takes over events of one intake into a partition, each exactly once however often it is handed over: an intake hands its
-- entries on in their order, so the id of the last one taken over tells which are still to come.
--
-- KEYS[1]   partition stream
-- KEYS[2]   hash from intake to the last entry taken over from it
-- ARGV[1]   intake
-- ARGV[2..] for each intake entry, in order: its id's milliseconds, its id's sequence number, how many items follow, and
--           four an item: kind ('e' an event, 'c' a cancelling event for a run), profile, run ('' for an event), body
--
-- Answers how many entries were new.
local last = redis.call('HGET', KEYS[2], ARGV[1])
local lastMs, lastSeq = -1, -1
if last then
  local dash = string.find(last, '-', 1, true)
  lastMs, lastSeq = tonumber(string.sub(last, 1, dash - 1)), tonumber(string.sub(last, dash + 1))
end
local taken = 0
local i = 2
while i <= #ARGV do
  local ms, seq, items = tonumber(ARGV[i]), tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local new = ms > lastMs or (ms == lastMs and seq > lastSeq)
  if new then
    for n = 0, items - 1 do
      local a = i + 3 + n * 4
      redis.call('XADD', KEYS[1], '*', 'k', ARGV[a], 'p', ARGV[a + 1], 'r', ARGV[a + 2], 'e', ARGV[a + 3])
    end
    taken = taken + 1
    lastMs, lastSeq = ms, seq
    last = ARGV[i] .. '-' .. ARGV[i + 1]
  end
  i = i + 3 + items * 4
end
if taken > 0 then
  redis.call('HSET', KEYS[2], ARGV[1], last)
end
return taken
