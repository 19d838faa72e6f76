-- Ends the presence of all who were at a node that is gone.
-- ARGV: node, seed for epochs.
-- Returns how many they were.
local node, seed = ARGV[1], ARGV[2]
local present, generations = base .. ':present', base .. ':generations'
local buried = 0
for _, id in ipairs(redis.call('SMEMBERS', base .. ':on:' .. node)) do
  if string.match(redis.call('HGET', present, id) or '', '^[^ ]+') == node then
    redis.call('HDEL', present, id)
    redis.call('HDEL', generations, id)
    announce(seed, 'presence', 'what', 'out', 'id', id, 'count', redis.call('HLEN', present))
    buried = buried + 1
  end
end
redis.call('DEL', base .. ':on:' .. node)
redis.call('ZREM', base .. ':nodes', node)
return text(buried)
