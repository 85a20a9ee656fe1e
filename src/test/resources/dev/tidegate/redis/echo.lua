-- KEYS[1] any. ARGV[1] text. Answers the text.
return ARGV[1]
