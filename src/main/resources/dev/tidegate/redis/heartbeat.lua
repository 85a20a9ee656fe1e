-- Shows that a process is alive, forgets those that are not, and tells who is.
--
-- KEYS[1] hash from member to 'duties|time of its last heartbeat|time since which it has been here without a gap', in ms
-- ARGV[1] the member
-- ARGV[2] its duties
-- ARGV[3] ms of silence after which a member is taken for dead
-- ARGV[4] '1' if no other process can be alive
--
-- Answers Redis' time in ms, 1 if the member was listed (0 if it is new or was taken for dead), then member and duties of
-- each live one, the caller among them.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local limit = tonumber(ARGV[3])

local members = redis.call('HGETALL', KEYS[1])
local listed, since = 0, now
for i = 1, #members, 2 do
  if members[i] == ARGV[1] then
    local beat, first = string.match(members[i + 1], '|(%d+)|(%d+)$')
    listed = 1
    if beat and now - tonumber(beat) <= limit then
      since = tonumber(first)
    end
  end
end

-- After Redis itself was away everyone's heartbeat is old. So only one who has been here for the whole time may judge.
local judges = now - since >= limit
local answer = {string.format('%.0f', now), listed, ARGV[1], ARGV[2]}
for i = 1, #members, 2 do
  if members[i] ~= ARGV[1] then
    local duties, beat = string.match(members[i + 1], '^(.*)|(%d+)|%d+$')
    if ARGV[4] == '1' or not beat or judges and now - tonumber(beat) > limit then
      redis.call('HDEL', KEYS[1], members[i])
    else
      answer[#answer + 1] = members[i]
      answer[#answer + 1] = duties
    end
  end
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%s|%.0f|%.0f', ARGV[2], now, since))
return answer
