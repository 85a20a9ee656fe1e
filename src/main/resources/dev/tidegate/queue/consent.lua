-- Records what an event says about an address. The latest by its own time stands; of two that speak for the same moment the
-- refusal does.
--
-- KEYS[1]   what is on record for the address: hash
--             channel        'state|at in ms|source|event id|proof'
--             suppressed     why the address gets no marketing whatever was agreed to
--             suppressed_by  'at in ms|source|event id|proof'
--             lifted         when, in ms, an operator last allowed the address again
-- ARGV[1..] six a change: channel, or 'suppressed', 'lifted' or 'erased'; state, or reason, or ''; at in ms; source; event id;
--           proof
--
-- After 'erased' nothing older is left but the suppression, which a grant of later than that lifts.
--
-- Answers nothing of use.
local key = KEYS[1]
local CONSENT_TIME = '^%a+|(%-?%d+)|'

local function timeOf(field, pattern)
  local value = redis.call('HGET', key, field)
  return value and tonumber(string.match(value, pattern)) or -1
end

for i = 1, #ARGV, 6 do
  local what, value, at = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  local origin = table.concat({ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5]}, '|')
  if what == 'suppressed' then
    if at > timeOf('lifted', '^%d+$') and at > timeOf('suppressed_by', '^(%d+)|') then
      redis.call('HSET', key, 'suppressed', value, 'suppressed_by', origin)
    end
  elseif what == 'lifted' then
    if at > timeOf('lifted', '^%d+$') then
      redis.call('HSET', key, 'lifted', ARGV[i + 2])
    end
    if at >= timeOf('suppressed_by', '^(%d+)|') then
      redis.call('HDEL', key, 'suppressed', 'suppressed_by')
    end
  elseif what == 'erased' then
    local since = false
    for _, field in ipairs(redis.call('HKEYS', key)) do
      if field ~= 'suppressed' and field ~= 'suppressed_by' then
        if timeOf(field, field == 'lifted' and '^%d+$' or CONSENT_TIME) <= at then
          redis.call('HDEL', key, field)
        else
          since = true
        end
      end
    end
    if not since and redis.call('HEXISTS', key, 'suppressed') == 0 then
      redis.call('HSET', key, 'suppressed', 'erased', 'suppressed_by', origin)
    end
  else
    local known = timeOf(what, CONSENT_TIME)
    if at > known or at == known and value == 'denied' or known == -1 then
      redis.call('HSET', key, what, value .. '|' .. origin)
      if value == 'granted' and redis.call('HGET', key, 'suppressed') == 'erased' and at > timeOf('suppressed_by', '^(%d+)|') then
        redis.call('HDEL', key, 'suppressed', 'suppressed_by')
      end
    end
  end
end
return 1
