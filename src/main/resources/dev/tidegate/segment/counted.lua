-- Keeps what was counted and gives the right to count back, unless another has it by now. A wish for a recount that came
-- while it was being counted stays.
--
-- KEYS[1] the lease
-- KEYS[2] the wish for a recount
-- KEYS[3…] a count for each segment
-- ARGV[1] who has counted
-- ARGV[2] the wish that was seen at the beginning, empty if there was none
-- ARGV[3] how long a count is kept, in milliseconds
-- ARGV[4…] the counts, in the order of their keys
--
-- Answers 1 if it was kept, 0 if another has the right.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
for i = 3, #KEYS do
  redis.call('SET', KEYS[i], ARGV[i + 1], 'PX', ARGV[3])
end
if redis.call('GET', KEYS[2]) == ARGV[2] then
  redis.call('DEL', KEYS[2])
end
redis.call('DEL', KEYS[1])
return 1
