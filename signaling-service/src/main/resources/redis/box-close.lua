-- Closes a mailbox, if its generation is the newest.
-- ARGV: peer, generation, whether an inbox must be attached (1) or must not (0), reason of the departure, node,
--       seed for epochs.
-- Returns whether it was closed (1 or 0).
local id = ARGV[1]
local known = redis.call('HMGET', box_of(id), 'generation', 'node', 'attached')
if known[1] ~= ARGV[2] or known[3] ~= ARGV[3] then
  return '0'
end
close_box(ARGV[6], id, known[2], ARGV[4], ARGV[5])
return '1'
