-- Puts a message into mailboxes.
-- ARGV: sender, its generation or 0, id or empty, kind (ALWAYS, CHANGE, ENTRY, SNAPSHOT), number, number up to which a
--       snapshot tells entries, JSON, node, seed for epochs, receivers….
-- Returns {stale}, {repeated} or {done, receivers that are lost by it…}.
local from, generation, post_id, kind = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local told, up_to, json, node, seed = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7], ARGV[8], ARGV[9]
if not is_current(from, generation) then
  return {'stale'}
end
local sender = box_of(from)
if post_id ~= '' and redis.call('EXISTS', sender) == 1 then
  local ids = sender .. ':ids'
  if redis.call('ZSCORE', ids, post_id) then
    return {'repeated'}
  end
  redis.call('ZADD', ids, redis.call('HINCRBY', sender, 'ids', 1), post_id)
  redis.call('ZREMRANGEBYRANK', ids, 0, -REMEMBERED_IDS - 1)
  touch(ids, sender)
end

-- Whether a mailbox was told this before, by this node or another one; it is from now on.
local function is_told(box, change, entry)
  if kind == 'CHANGE' or (kind == 'SNAPSHOT' and told > 0) then
    if told <= change then
      return true
    end
    redis.call('HSET', box, 'change', text(told))
  end
  if kind == 'ENTRY' then
    if told <= entry then
      return true
    end
    redis.call('HSET', box, 'entry', text(told))
  elseif kind == 'SNAPSHOT' then
    redis.call('HSET', box, 'entry', text(math.max(entry, told, up_to)))
  end
  return false
end

local reply = {'done'}
for i = 10, #ARGV do
  local id = ARGV[i]
  local box = box_of(id)
  local known = redis.call('HMGET', box, 'generation', 'node', 'attached', 'change', 'entry')
  if known[1] and not is_told(box, tonumber(known[4]), tonumber(known[5])) then
    local seq = text(redis.call('HINCRBY', box, 'seq', 1))
    redis.call('RPUSH', box .. ':kept', json)
    redis.call('LTRIM', box .. ':kept', -KEPT, -1)
    touch(box, box .. ':kept')
    if known[3] == '1' then
      local inbox = base .. ':inbox:' .. known[2]
      redis.call('XADD', inbox, 'MAXLEN', '~', INBOX_LENGTH, '*', 'p', id, 'g', known[1], 'n', seq, 'j', json)
      touch(inbox)
    elseif redis.call('HINCRBY', box, 'missed', 1) > KEPT then
      close_box(seed, id, known[2], 'LOST', node)
      reply[#reply + 1] = id
    end
  end
end
return reply
