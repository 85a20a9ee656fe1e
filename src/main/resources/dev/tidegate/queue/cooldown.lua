-- Tells which cooldowns are in force.
--
-- KEYS cooldowns
--
-- Answers two values a key: the run that holds it, '' if it is not in force, and what is left of it in ms.
local answers = {}
for i = 1, #KEYS do
  answers[i * 2 - 1] = redis.call('GET', KEYS[i]) or ''
  answers[i * 2] = redis.call('PTTL', KEYS[i])
end
return answers
