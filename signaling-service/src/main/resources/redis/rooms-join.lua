-- Lets somebody into a room.
-- ARGV: kind and name with a colon between, peer, their name, generation of their mailbox or 0, whether the room may, must or
--       must not be there (ANY, EXISTING, NEW), capacity and instance of a room that is made, ref, node, seed for epochs.
-- Returns {stale} or {admission, number in the feed}.
local place, id, name, generation, existence = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local capacity, instance, ref, node, seed = ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10]
if not is_current(id, generation) then
  return {'stale'}
end
local room, members = room_of(place)
local known = redis.call('HMGET', room, 'instance', 'capacity', 'locked')
local function answer(admission, number)
  local _, last = feed(seed)
  return {admission, number or text(last)}
end
if known[1] and redis.call('HEXISTS', members, id) == 1 then
  return answer('ADMITTED', announce(seed, 'rooms', 'what', 'again', 'room', place, 'id', id, 'ref', ref, 'by', node))
end
if known[1] and existence == 'NEW' then
  return answer('EXISTS')
elseif known[1] and known[3] == '1' then
  return answer('LOCKED')
elseif known[1] and redis.call('HLEN', members) >= tonumber(known[2]) then
  return answer('FULL')
elseif not known[1] and existence == 'EXISTING' then
  return answer('NOT_FOUND')
end
depart(seed, id, 'LEFT', node)
if not known[1] then
  redis.call('HSET', room, 'instance', instance, 'capacity', capacity, 'locked', '0', 'next', '0')
  redis.call('SADD', base .. ':rooms', place)
  known = {instance, capacity, '0'}
end
local order = text(redis.call('HINCRBY', room, 'next', 1))
write_member(members, id, {order = order, away = '0', node = node, name = name})
redis.call('SET', base .. ':place:' .. id, place)
touch(room, members, base .. ':place:' .. id, base .. ':rooms')
return answer('ADMITTED', announce(seed, 'rooms', 'what', 'joined', 'room', place, 'instance', known[1],
  'capacity', known[2], 'id', id, 'name', name, 'ref', ref, 'node', node, 'by', node))
