-- Ends somebody's presence, unless a newer generation has come.
-- ARGV: id, generation, seed for epochs.
-- Returns {feed number}.
local id, generation, seed = ARGV[1], ARGV[2], ARGV[3]
local present, generations = base .. ':present', base .. ':generations'
if redis.call('HGET', generations, id) ~= generation then
  local _, last = feed(seed)
  return {text(last)}
end
local before = redis.call('HGET', present, id)
if before then
  redis.call('SREM', base .. ':on:' .. string.match(before, '^[^ ]+'), id)
end
redis.call('HDEL', present, id)
redis.call('HDEL', generations, id)
return {announce(seed, 'presence', 'what', 'out', 'id', id, 'count', redis.call('HLEN', present))}
