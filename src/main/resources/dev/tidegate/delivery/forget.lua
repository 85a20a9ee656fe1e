-- Removes finished messages whose time is over from the partition's index and from the dead letters of some destinations. The
-- messages themselves expire on their own.
--
-- KEYS[1]   all messages of the partition
-- KEYS[2]   what the names of the partition's message keys begin with
-- KEYS[3..] dead letters of the destinations
-- ARGV[1]   what is older than this, in ms, is looked at
-- ARGV[2]   most messages to look at in each set
--
-- Answers how many were removed.
-- Changes nothing and lets the script go on when memory is full: it makes room.
redis.call('ZREM', KEYS[1], '')
local removed = 0
for i = 1, #KEYS do
  if i ~= 2 then
    local old = redis.call('ZRANGEBYSCORE', KEYS[i], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
    for _, id in ipairs(old) do
      if redis.call('EXISTS', KEYS[2] .. id) == 0 then
        redis.call('ZREM', KEYS[i], id)
        removed = removed + 1
      elseif i == 1 then
        -- not finished yet, or finished long after its release: out of the way, for this to get on
        redis.call('ZADD', KEYS[1], ARGV[1] + 1, id)
      end
    end
  end
end
return removed
