-- Sees to what a node that is gone has left: its peers are away.
-- ARGV: node that is gone, node that says so, seed for epochs.
-- Returns how many they are.
local node, by, seed = ARGV[1], ARGV[2], ARGV[3]
local buried = 0
for _, id in ipairs(redis.call('SMEMBERS', base .. ':on:' .. node)) do
  local known = redis.call('HMGET', box_of(id), 'node', 'attached')
  if known[1] == node and known[2] == '1' then
    detach(seed, id, node, by)
    buried = buried + 1
  end
end
redis.call('DEL', base .. ':on:' .. node, base .. ':inbox:' .. node)
redis.call('ZREM', base .. ':nodes', node)
return text(buried)
