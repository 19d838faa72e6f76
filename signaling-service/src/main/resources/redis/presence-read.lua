-- Reads everybody's presence.
-- ARGV: node, seed for epochs.
-- Returns {feed number, {id, generation, node, name}…}. Keeps the keys from expiring.
local present, generations = base .. ':present', base .. ':generations'
for _, key in ipairs({present, generations, base .. ':generation', base .. ':on:' .. ARGV[1]}) do
  redis.call('PEXPIRE', key, DAY)
end
local _, last = feed(ARGV[2])
local reply = {text(last)}
local all = redis.call('HGETALL', present)
for i = 1, #all, 2 do
  local node, name = string.match(all[i + 1], '^([^ ]+) (.*)$')
  reply[#reply + 1] = {all[i], redis.call('HGET', generations, all[i]) or '0', node, name}
end
return reply
