-- Keeps from expiring what belongs to peers at a node.
-- ARGV: node, peers….
local node = ARGV[1]
touch(base .. ':on:' .. node, base .. ':inbox:' .. node, base .. ':rooms', base .. ':adrift')
for i = 2, #ARGV do
  local box = box_of(ARGV[i])
  local key = base .. ':place:' .. ARGV[i]
  touch(box, box .. ':kept', box .. ':ids', key)
  local place = redis.call('GET', key)
  if place then
    touch(room_of(place))
  end
end
return '1'
