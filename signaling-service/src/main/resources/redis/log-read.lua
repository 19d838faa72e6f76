-- Reads a channel's log.
-- ARGV: channel, seed for epochs, epoch, number and id of the last entry that the node has (empty, 0, empty: none),
--       the node's time, whether to return entries (1 or 0).
-- Returns {epoch, last number, number of the last entry that is not kept any more, feed number,
--          whether the node's entries are entries of this log (1 or 0), entries after the node's last if they are, else all}.
local channel, seed, number, id = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local entries = base .. ':log:' .. channel
local meta = entries .. ':meta'
local epoch = redis.call('HGET', meta, 'epoch')
if not epoch then
  epoch = seed
  local start = text(math.max(tonumber(ARGV[6]), tonumber(number)))
  redis.call('HSET', meta, 'epoch', epoch, 'last', start, 'dropped', start, 'count', 0, 'bytes', 0)
  redis.call('PEXPIRE', meta, DAY)
end
local last = redis.call('HGET', meta, 'last')
local dropped = redis.call('HGET', meta, 'dropped')
local same = epoch == ARGV[3] and tonumber(number) <= tonumber(last)
if same and id ~= '' and tonumber(number) > tonumber(dropped) then
  local entry = redis.call('XRANGE', entries, number .. '-0', number .. '-0')[1]
  same = entry ~= nil and fields(entry).id == id
end
local read = {}
if ARGV[7] == '1' then
  for _, record in ipairs(redis.call('XRANGE', entries, same and '(' .. number .. '-0' or '-', '+')) do
    local entry = fields(record)
    read[#read + 1] = {string.match(record[1], '^%d+'), entry.e, entry.id, entry.by, entry.to, entry.at, entry.json, entry.f}
  end
end
local _, feed_last = feed(seed)
return {epoch, last, dropped, text(feed_last), same and '1' or '0', read}
