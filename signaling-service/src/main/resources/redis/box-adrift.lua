-- Finds mailboxes that have been without an inbox for too long.
-- ARGV: milliseconds, node, seed for epochs.
-- Returns {peer, generation, peer, generation…}, the oldest, not all if they are many.
local adrift = base .. ':adrift'
local reply = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', adrift, '-inf', text(now() - tonumber(ARGV[1])), 'LIMIT', 0, 100)) do
  local generation = redis.call('HGET', box_of(id), 'generation')
  if generation then
    reply[#reply + 1] = id
    reply[#reply + 1] = generation
  else
    redis.call('ZREM', adrift, id)
    depart(ARGV[3], id, 'LOST', ARGV[2])
  end
end
return reply
