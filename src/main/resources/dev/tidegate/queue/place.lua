-- Takes places for messages under the caps of an address: for all of them or for none. Repeating it changes nothing.
--
-- KEYS[1]   places of the address: hash from message id to 'at in ms|priority|attempted (0 or 1)|trigger', or to
--           'x|at in ms|trigger' for a message that had to give way
-- ARGV[1]   present time in ms
-- ARGV[2]   'take', or 'look' to be told only whether there is room
-- ARGV[3]   priority: a lower one that had no attempt yet gives way
-- ARGV[4]   trigger
-- ARGV[5]   number of caps, and for each:
--             name, most messages, length of the window in ms
-- ARGV[...] message ids
--
-- Answers {'room', message id...} with the messages that give way, or {'full', cap, when there is room in ms, message id...}
-- with the messages that have the places, oldest first.
local places = KEYS[1]
local now, take, priority, trigger = tonumber(ARGV[1]), ARGV[2] == 'take', tonumber(ARGV[3]), ARGV[4]
local caps = {}
local shortest, longest = math.huge, 0
local at = 6
for c = 1, tonumber(ARGV[5]) do
  caps[c] = {name = ARGV[at], max = tonumber(ARGV[at + 1]), per = tonumber(ARGV[at + 2])}
  shortest, longest = math.min(shortest, caps[c].per), math.max(longest, caps[c].per)
  at = at + 3
end
local mine, wanted = {}, 0
for i = at, #ARGV do
  mine[ARGV[i]] = true
  wanted = wanted + 1
end

local others, gone, held = {}, {}, 0
local known = redis.call('HGETALL', places)
for i = 1, #known, 2 do
  local id, value = known[i], known[i + 1]
  local since, rank, attempted, by = string.match(value, '^(%d+)|(%d+)|(%d)|(.*)$')
  if not since then
    -- Told once more for as long as a message may be on its way.
    local displaced = tonumber(string.match(value, '^x|(%d+)|') or '0')
    if not mine[id] and displaced <= now - longest then
      gone[#gone + 1] = id
    end
  elseif tonumber(since) <= now - longest then
    gone[#gone + 1] = id
  elseif mine[id] then
    -- One that has left a window would have to ask for a place in it again.
    if tonumber(since) > now - shortest then
      held = held + 1
    end
  else
    others[#others + 1] = {
      id = id, at = tonumber(since), priority = tonumber(rank), attempted = attempted == '1', trigger = by,
    }
  end
end
table.sort(others, function(a, b) return a.at < b.at or (a.at == b.at and a.id < b.id) end)

local displaced = {}
if held < wanted then
  for c = 1, #caps do
    local cap = caps[c]
    local within = {}
    for i = 1, #others do
      if others[i].at > now - cap.per and not displaced[others[i].id] then
        within[#within + 1] = others[i]
      end
    end
    local count = #within
    while count + wanted > cap.max do
      local loser
      for i = 1, #within do
        local other = within[i]
        if not displaced[other.id] and not other.attempted and other.priority < priority
            and (not loser or other.priority < loser.priority
              or (other.priority == loser.priority and other.at >= loser.at)) then
          loser = other
        end
      end
      if not loser then
        local full = {'full', cap.name, '0'}
        local left = {}
        for i = 1, #within do
          if not displaced[within[i].id] then
            left[#left + 1] = within[i]
          end
          full[#full + 1] = within[i].id
        end
        local leaves = left[math.max(1, math.min(#left, #left + wanted - cap.max))]
        full[3] = tostring((leaves and leaves.at or now) + cap.per)
        return full
      end
      displaced[loser.id] = true
      count = count - 1
    end
  end
end

local answer = {'room'}
for id in pairs(displaced) do
  answer[#answer + 1] = id
end
if take then
  for i = 1, #gone do
    redis.call('HDEL', places, gone[i])
  end
  for i = 2, #answer do
    redis.call('HSET', places, answer[i], 'x|' .. now .. '|' .. trigger)
  end
  for id in pairs(mine) do
    redis.call('HSET', places, id, now .. '|' .. priority .. '|0|' .. trigger)
  end
  if redis.call('PTTL', places) < longest then
    redis.call('PEXPIRE', places, longest)
  end
end
return answer
