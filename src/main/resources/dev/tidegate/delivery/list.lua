-- Lists messages of one partition, newest first.
--
-- KEYS[1] all messages of the partition, or the dead letters of a destination
-- KEYS[2] what the names of the partition's message keys begin with
-- ARGV[1] most messages to answer
-- ARGV[2] most messages to look at
-- ARGV[3] only older than this, in ms, or as old with a smaller id than the next; '+inf' for the newest
-- ARGV[4] that id, or ''
-- ARGV[5] only with this status, or ''
-- ARGV[6] only for this destination, or ''
--
-- Answers the time in ms and the id down to which it has looked, '-1' and '' if it has looked at all there is, and then thirteen
-- values a message: id, time in ms, destination, trigger, step, profile, event, status, attempts as JSON lines, when it is tried
-- next in ms or '', why it was cancelled or '', who of several receivers gets it or '', the whole that it is a part of or ''.

-- Redis sorts ids by their bytes; Lua's own comparison may follow a locale.
local function isBefore(one, other)
  for i = 1, #one do
    local a, b = string.byte(one, i), string.byte(other, i)
    if a ~= b then
      return b ~= nil and a < b
    end
  end
  return #one < #other
end

local most, looks = tonumber(ARGV[1]), tonumber(ARGV[2])
local answer = {'-1', ''}
local found, seen, at = 0, 0, 0
while true do
  local ids = redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[3], '-inf', 'WITHSCORES', 'LIMIT', at, 100)
  for i = 1, #ids, 2 do
    local id, score = ids[i], ids[i + 1]
    if score ~= ARGV[3] or isBefore(id, ARGV[4]) then
      seen = seen + 1
      local m = redis.call('HMGET', KEYS[2] .. id, 'd', 't', 's', 'p', 'e', 'st', 'a', 'du', 'c', 'h', 'f')
      local status = m[6]
      if m[9] and (status == 'queued' or status == 'retrying') then
        status = 'cancelled'
      end
      if status and (ARGV[5] == '' or status == ARGV[5]) and (ARGV[6] == '' or m[1] == ARGV[6]) then
        found = found + 1
        for _, value in ipairs({id, score, m[1], m[2], m[3], m[4], m[5], m[6], m[7] or '', m[8] or '', m[9] or '', m[10] or '',
          m[11] or ''}) do
          answer[#answer + 1] = value
        end
      end
      if found >= most or seen >= looks then
        answer[1], answer[2] = score, id
        return answer
      end
    end
  end
  if #ids < 200 then
    return answer
  end
  at = at + 100
end
