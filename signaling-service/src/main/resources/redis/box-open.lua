-- Makes a mailbox.
-- ARGV: peer, node.
-- Returns {generation}, or {} if there is one.
local id, node = ARGV[1], ARGV[2]
local box = box_of(id)
if redis.call('EXISTS', box) == 1 then
  return {}
end
local generation = next_generation()
redis.call('HSET', box, 'generation', generation, 'node', node, 'attached', '1', 'seq', '0', 'missed', '0', 'ids', '0',
  'change', '0', 'entry', '0')
redis.call('SADD', base .. ':on:' .. node, id)
touch(box, base .. ':on:' .. node)
return {generation}
