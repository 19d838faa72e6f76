-- Appends a draft to a channel's log, once.
-- ARGV: channel, seed for epochs, epoch and last number that the node has read, id, author, audience, JSON,
--       the node's time, maximal age, maximal count, minimal age, maximal bytes (see Retention), the author's generation
--       or 0.
-- Returns {new, epoch, number, feed number} or {repeated, epoch, number, feed number, audience, JSON} or {taken} or {stale}.
local channel, seed, known_epoch, known_last = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local id, author, audience, json, time = ARGV[5], ARGV[6], ARGV[7], ARGV[8], tonumber(ARGV[9])
local max_age, max_entries, min_age, max_bytes =
  tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local entries = base .. ':log:' .. channel
local ids, meta = entries .. ':ids', entries .. ':meta'

if ARGV[14] ~= '0' then
  local current = redis.call('HGET', base .. ':generations', author)
  if current ~= ARGV[14] then
    return {'stale'}
  end
end

local epoch = redis.call('HGET', meta, 'epoch')
local last = tonumber(redis.call('HGET', meta, 'last') or '0')
local count = tonumber(redis.call('HGET', meta, 'count') or '0')
local bytes = tonumber(redis.call('HGET', meta, 'bytes') or '0')
local dropped = tonumber(redis.call('HGET', meta, 'dropped') or '0')
if not epoch then
  epoch = seed
  last = math.max(time, known_last)
  dropped = last
elseif epoch == known_epoch and last < known_last then
  -- A fail-over lost entries that a node has seen: what they were called must never be something else.
  epoch = seed
  last = known_last
end

local function trim()
  while count > 0 do
    local oldest = redis.call('XRANGE', entries, '-', '+', 'COUNT', 1)[1]
    if not oldest then
      count, bytes, dropped = 0, 0, last
      return
    end
    local entry = fields(oldest)
    local age = time - tonumber(entry.at)
    if age <= max_age and bytes <= max_bytes and (count <= max_entries or age <= min_age) then
      return
    end
    redis.call('XDEL', entries, oldest[1])
    redis.call('HDEL', ids, entry.id)
    count = count - 1
    bytes = bytes - tonumber(entry.b)
    dropped = tonumber(string.match(oldest[1], '^%d+'))
  end
end

local function store()
  redis.call('HSET', meta, 'epoch', epoch, 'last', text(last), 'count', count, 'bytes', bytes, 'dropped', text(dropped))
  for _, key in ipairs({entries, ids, meta}) do
    redis.call('PEXPIRE', key, text(max_age + HOUR))
  end
end

trim()
local known = redis.call('HGET', ids, id)
if known then
  local entry = redis.call('XRANGE', entries, known .. '-0', known .. '-0')[1]
  if entry then
    local original = fields(entry)
    store()
    if original.by ~= author then
      return {'taken'}
    end
    local _, feed_last = feed(seed)
    return {'repeated', original.e, known, text(feed_last), original.to, original.json}
  end
end

last = last + 1
local number = text(last)
-- What the entry is when it is read: with its cursor, see Stamp.
local size = #json + #epoch + #number + 13
local told = announce(seed, 'log', 'c', channel, 'n', number, 'le', epoch, 'id', id, 'by', author, 'to', audience,
  'at', text(time), 'json', json)
redis.call('XADD', entries, number .. '-0', 'f', told,
  'e', epoch, 'id', id, 'by', author, 'to', audience, 'at', text(time), 'b', size, 'json', json)
redis.call('HSET', ids, id, number)
count = count + 1
bytes = bytes + size
trim()
store()
return {'new', epoch, number, told}
