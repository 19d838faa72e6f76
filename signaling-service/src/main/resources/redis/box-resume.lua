-- Attaches a new inbox to a mailbox; an older one is told.
-- ARGV: peer, number after which messages are wanted or empty, node, seed for epochs.
-- Returns {gone}, {overrun} or {resumed, generation, last number, messages after the wanted number…}.
local id, after, node, seed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local box = box_of(id)
local known = redis.call('HMGET', box, 'generation', 'node', 'attached', 'seq')
if not known[1] then
  return {'gone'}
end
local old_node, last = known[2], tonumber(known[4])
if known[3] == '1' then
  local inbox = base .. ':inbox:' .. old_node
  redis.call('XADD', inbox, 'MAXLEN', '~', INBOX_LENGTH, '*', 'p', id, 'g', known[1], 'n', '0', 'j', '')
  touch(inbox)
end
local kept = redis.call('LRANGE', box .. ':kept', 0, -1)
local before = last - #kept
if after ~= '' and tonumber(after) < before then
  close_box(seed, id, old_node, 'LOST', node)
  return {'overrun'}
end
local generation = next_generation()
redis.call('SREM', base .. ':on:' .. old_node, id)
redis.call('SADD', base .. ':on:' .. node, id)
redis.call('ZREM', base .. ':adrift', id)
redis.call('HSET', box, 'generation', generation, 'node', node, 'attached', '1', 'missed', '0')
touch(box, box .. ':kept', box .. ':ids', base .. ':on:' .. node)
mark(seed, id, '0', node, node)
local reply = {'resumed', generation, text(last)}
for i = math.max(1, (after == '' and 0 or tonumber(after)) - before + 1), #kept do
  reply[#reply + 1] = kept[i]
end
return reply
