-- Tells the others that a node is alive.
-- ARGV: node, milliseconds without a beat after which a node counts as gone, whether to look for such nodes (1 or 0).
-- Returns {whether the node was known as alive, nodes that are gone…}.
local nodes = base .. ':nodes'
local time = now()
local known = redis.call('ZSCORE', nodes, ARGV[1])
local gone = {}
if ARGV[3] == '1' then
  gone = redis.call('ZRANGEBYSCORE', nodes, '-inf', text(time - tonumber(ARGV[2])))
end
redis.call('ZADD', nodes, text(time), ARGV[1])
redis.call('PEXPIRE', nodes, HOUR)
local reply = {known and '1' or '0'}
for _, node in ipairs(gone) do
  if node ~= ARGV[1] then
    reply[#reply + 1] = node
  end
end
return reply
