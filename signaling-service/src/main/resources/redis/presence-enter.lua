-- Brings somebody in; with a generation: only if nobody newer is in, to restore what the server has lost.
-- ARGV: id, name, node, seed for epochs, generation or empty.
-- Returns {generation that is in now, feed number}.
local id, name, node, seed, restored = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local present, generations = base .. ':present', base .. ':generations'
local current = tonumber(redis.call('HGET', generations, id) or '0')
local highest = tonumber(redis.call('GET', base .. ':generation') or '0')
local generation
if restored == '' then
  -- Not below the time, so that they go on ascending when the server has lost its data.
  generation = math.max(highest + 1, now())
else
  generation = tonumber(restored)
  local _, last = feed(seed)
  if current >= generation then
    return {text(current), text(last)}
  end
end
local before = redis.call('HGET', present, id)
if before then
  redis.call('SREM', base .. ':on:' .. string.match(before, '^[^ ]+'), id)
end
redis.call('SET', base .. ':generation', text(math.max(highest, generation)), 'PX', DAY)
redis.call('HSET', present, id, node .. ' ' .. name)
redis.call('HSET', generations, id, text(generation))
redis.call('SADD', base .. ':on:' .. node, id)
for _, key in ipairs({present, generations, base .. ':on:' .. node}) do
  redis.call('PEXPIRE', key, DAY)
end
return {text(generation), announce(seed, 'presence', 'what', 'in', 'id', id, 'name', name, 'node', node,
  'generation', text(generation), 'count', redis.call('HLEN', present))}
