-- Locks or unlocks the room that somebody is in.
-- ARGV: peer, generation of their mailbox or 0, whether locked (1 or 0), node, seed for epochs.
-- Returns {stale} or {whether they are in one (1 or 0), number in the feed}.
local id, locked, node, seed = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
if not is_current(id, ARGV[2]) then
  return {'stale'}
end
local place = redis.call('GET', base .. ':place:' .. id)
local room = place and room_of(place)
if not room or redis.call('EXISTS', room) == 0 then
  local _, last = feed(seed)
  return {'0', text(last)}
end
redis.call('HSET', room, 'locked', locked)
return {'1', announce(seed, 'rooms', 'what', 'locked', 'room', place, 'id', id, 'locked', locked, 'by', node)}
