-- Pins events of one intake to the profile they belong to. Whoever comes second is told what the first one pinned, so that
-- doing the work again always hands an event to the same partition.
--
-- KEYS[1]   intake stream
-- KEYS[2..] two an event: dedup key, trace key
-- ARGV[1]   lifetime of a trace in ms
-- ARGV[2..] three an event: entry id in the stream, proposed profile, '1' if some trigger looks at the event
--
-- The pin stands behind the content hash and token in the dedup key; in the trace if that key has expired meanwhile.
--
-- Answers the profile of each event, in order.
local answers = {}
for n = 1, (#KEYS - 1) / 2 do
  local dedup, trace = KEYS[n * 2], KEYS[n * 2 + 1]
  local a = 2 + (n - 1) * 3
  local known = redis.call('GET', dedup)
  local profile = ARGV[a + 1]
  if known and #known > 16 then
    profile = string.sub(known, 17)
  elseif known then
    redis.call('SET', dedup, known .. profile, 'KEEPTTL')
  else
    profile = redis.call('HGET', trace, 'p') or profile
    redis.call('HSET', trace, 'p', profile)
    redis.call('PEXPIRE', trace, ARGV[1])
  end
  if ARGV[a + 2] == '1' then
    local entry = redis.call('XRANGE', KEYS[1], ARGV[a], ARGV[a])[1]
    if entry then
      redis.call('HSET', trace, 'e', entry[2][2], 'p', profile)
      redis.call('PEXPIRE', trace, ARGV[1])
    end
  end
  answers[n] = profile
end
return answers
