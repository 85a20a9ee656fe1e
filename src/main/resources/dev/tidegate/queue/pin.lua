-- Pins events of one intake to the profile they belong to. Whoever comes second is told what the first one pinned, so that
-- doing the work again always hands an event to the same partition.
--
-- KEYS[1]   intake stream
-- KEYS[2..] two an event: dedup key, trace key
-- ARGV[1]   lifetime of a trace in ms
-- ARGV[2..] three an event: entry id in the stream, proposed profile, and letters:
--             l  some trigger looks at the event
--             t  it may be thin, so that somebody may have put it aside
--
-- The pin stands behind the content hash and token in the dedup key; in the trace if that key has expired meanwhile.
--
-- Answers the profile of each event, in order; '' for one that may be thin and lies in the stream no more, which is not pinned.
local answers = {}
for n = 1, (#KEYS - 1) / 2 do
  local dedup, trace = KEYS[n * 2], KEYS[n * 2 + 1]
  local a = 2 + (n - 1) * 3
  local letters = ARGV[a + 2]
  local entry = letters ~= '' and redis.call('XRANGE', KEYS[1], ARGV[a], ARGV[a])[1]
  if not entry and string.find(letters, 't', 1, true) then
    answers[n] = ''
  else
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
    if entry and string.find(letters, 'l', 1, true) then
      redis.call('HSET', trace, 'e', entry[2][2], 'p', profile)
      redis.call('PEXPIRE', trace, ARGV[1])
    end
    answers[n] = profile
  end
end
return answers
