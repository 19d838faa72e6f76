-- Takes the inbox from a mailbox that is attached to a node which knows of no such attachment.
-- ARGV: peer, generation that the node knows or 0, node, seed for epochs.
local id, generation, node, seed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local known = redis.call('HMGET', box_of(id), 'generation', 'node', 'attached')
if known[3] == '1' and known[2] == node and known[1] ~= generation then
  detach(seed, id, node, node)
end
return '1'
