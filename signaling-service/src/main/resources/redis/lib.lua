-- In front of every script. KEYS[1] is the base: the prefix, with its hash tag, of every key that the script touches.
local base = KEYS[1]
local HOUR = 3600000
local DAY = 24 * HOUR
local FEED_LENGTH = 10000

-- The server's time, in milliseconds: the one clock that all nodes share.
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- A whole number without an exponent.
local function text(number)
  return string.format('%.0f', number)
end

-- The fields of a stream's record by name.
local function fields(record)
  local named = {}
  for i = 1, #record[2], 2 do
    named[record[2][i]] = record[2][i + 1]
  end
  return named
end

-- The epoch and last number of the feed. They are made when they aren't there; the first number is the time, so that the
-- records of a server that lost its data have higher numbers than those that it lost.
local function feed(seed)
  local meta = base .. ':feed:meta'
  local epoch = redis.call('HGET', meta, 'epoch')
  if not epoch then
    epoch = seed
    redis.call('HSET', meta, 'epoch', epoch, 'last', text(now()))
    redis.call('PEXPIRE', meta, DAY)
    redis.call('DEL', base .. ':feed')
  end
  return epoch, tonumber(redis.call('HGET', meta, 'last'))
end

-- Appends a record to the feed, in the same step as the change that it tells; returns its number. The seed, random for
-- each call, tells it from another record of the same number, after a fail-over that lost some.
local function announce(seed, kind, ...)
  local epoch = feed(seed)
  local meta = base .. ':feed:meta'
  local number = redis.call('HINCRBY', meta, 'last', 1)
  redis.call('XADD', base .. ':feed', 'MAXLEN', '~', FEED_LENGTH, text(number) .. '-0', 'e', epoch, 's', seed,
    'k', kind, ...)
  redis.call('PEXPIRE', base .. ':feed', DAY)
  redis.call('PEXPIRE', meta, DAY)
  return text(number)
end

