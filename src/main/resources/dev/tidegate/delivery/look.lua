-- Tells how much there is for some destinations in one partition, and whether anybody has to do something.
--
-- KEYS three a destination: outbox, retries, dead letters
--
-- Answers the time in ms and then six values a destination: messages in the outbox, the oldest one's time in ms or -1, messages
-- in the retries, the first one's time or -1, dead letters, the oldest one's time or -1.
local time = redis.call('TIME')
local answer = {tostring(time[1] * 1000 + math.floor(time[2] / 1000))}
for i = 1, #KEYS do
  local first = redis.call('ZRANGE', KEYS[i], 0, 0, 'WITHSCORES')
  answer[#answer + 1] = tostring(first[1] and redis.call('ZCARD', KEYS[i]) or 0)
  answer[#answer + 1] = first[2] or '-1'
end
return answer
