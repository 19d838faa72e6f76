-- Reads all rooms.
-- ARGV: seed for epochs.
-- Returns {number in the feed, {kind and name, instance, capacity, locked, {order, away, node, name, peer}…}…}.
local _, last = feed(ARGV[1])
local reply = {text(last)}
for _, place in ipairs(redis.call('SMEMBERS', base .. ':rooms')) do
  local room, members = room_of(place)
  local known = redis.call('HMGET', room, 'instance', 'capacity', 'locked')
  if known[1] then
    local one = {place, known[1], known[2], known[3]}
    local all = redis.call('HGETALL', members)
    for i = 1, #all, 2 do
      local member = read_member(all[i + 1])
      one[#one + 1] = {member.order, member.away, member.node, member.name, all[i]}
    end
    reply[#reply + 1] = one
  else
    redis.call('SREM', base .. ':rooms', place)
  end
end
return reply
