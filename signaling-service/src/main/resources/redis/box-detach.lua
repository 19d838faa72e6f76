-- Takes the inbox from a mailbox, if it is the one of a generation. The same again has no effect, and the same answer.
-- ARGV: peer, generation, node, seed for epochs.
-- Returns whether it is that generation (1 or 0).
local id, generation, node, seed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local known = redis.call('HMGET', box_of(id), 'generation', 'node', 'attached')
if known[1] ~= generation then
  return '0'
end
if known[3] == '1' then
  detach(seed, id, known[2], node)
end
return '1'
