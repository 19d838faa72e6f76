-- In front of the scripts of rooms, behind lib. A member that is a mailbox's owner is away, back or gone in the same step
-- as the mailbox is detached, attached or closed: so nobody is left behind by a node that dies in between.
local KEPT = 64
local REMEMBERED_IDS = 512
local INBOX_LENGTH = 10000

local function box_of(id)
  return base .. ':box:' .. id
end

local function touch(...)
  for _, key in ipairs({...}) do
    redis.call('PEXPIRE', key, HOUR)
  end
end

-- The keys of a room and of its members.
local function room_of(place)
  local room = base .. ':room:' .. place
  return room, room .. ':members'
end

local function read_member(text)
  local order, away, node, name = string.match(text, '^(%d+) (%d) ([^ ]+) (.*)$')
  return {order = order, away = away, node = node, name = name}
end

local function write_member(members, id, member)
  redis.call('HSET', members, id, member.order .. ' ' .. member.away .. ' ' .. member.node .. ' ' .. member.name)
end

-- Takes somebody out of their room, if they are in one. Returns the number in the feed, or nil.
local function depart(seed, id, reason, by)
  local key = base .. ':place:' .. id
  local place = redis.call('GET', key)
  if not place then
    return nil
  end
  redis.call('DEL', key)
  local room, members = room_of(place)
  if redis.call('HDEL', members, id) == 0 then
    return nil
  end
  if redis.call('HLEN', members) == 0 then
    redis.call('DEL', room, members)
    redis.call('SREM', base .. ':rooms', place)
  end
  return announce(seed, 'rooms', 'what', 'left', 'room', place, 'id', id, 'reason', reason, 'by', by)
end

-- Says that somebody is away (1) or here (0), at a node. Returns the number in the feed, or nil if that is known.
local function mark(seed, id, away, node, by)
  local place = redis.call('GET', base .. ':place:' .. id)
  if not place then
    return nil
  end
  local room, members = room_of(place)
  local text_now = redis.call('HGET', members, id)
  if not text_now then
    return nil
  end
  local member = read_member(text_now)
  local what = away == '1' and 'away' or member.away == '1' and 'back' or 'moved'
  if member.away == away and (away == '1' or member.node == node) then
    return nil
  end
  member.away, member.node = away, node
  write_member(members, id, member)
  touch(room, members, base .. ':place:' .. id, base .. ':rooms')
  return announce(seed, 'rooms', 'what', what, 'room', place, 'id', id, 'node', node, 'by', by)
end

-- Closes a mailbox, with its owner's membership. Returns the number in the feed, or nil.
local function close_box(seed, id, node, reason, by)
  local box = box_of(id)
  redis.call('SREM', base .. ':on:' .. node, id)
  redis.call('ZREM', base .. ':adrift', id)
  redis.call('DEL', box, box .. ':kept', box .. ':ids')
  return depart(seed, id, reason, by)
end

-- Takes the inbox from a mailbox: its owner is away.
local function detach(seed, id, node, by)
  redis.call('HSET', box_of(id), 'attached', '0', 'missed', '0')
  redis.call('SREM', base .. ':on:' .. node, id)
  redis.call('ZADD', base .. ':adrift', text(now()), id)
  touch(base .. ':adrift')
  mark(seed, id, '1', node, by)
end

-- The next generation. Not below the time, so that they go on ascending when the server has lost its data.
local function next_generation()
  local key = base .. ':generation'
  local generation = text(math.max(tonumber(redis.call('GET', key) or '0') + 1, now()))
  redis.call('SET', key, generation, 'PX', DAY)
  return generation
end

-- Whether a caller may act for somebody: with generation 0 always, else if it is that of the mailbox now.
local function is_current(id, generation)
  return generation == '0' or redis.call('HGET', box_of(id), 'generation') == generation
end

