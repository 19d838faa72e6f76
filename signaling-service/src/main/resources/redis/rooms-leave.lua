-- Takes somebody out of their room.
-- ARGV: peer, generation of their mailbox or 0, reason, node, seed for epochs.
-- Returns {stale} or {whether they were in one (1 or 0), number in the feed}.
if not is_current(ARGV[1], ARGV[2]) then
  return {'stale'}
end
local number = depart(ARGV[5], ARGV[1], ARGV[3], ARGV[4])
local _, last = feed(ARGV[5])
return {number and '1' or '0', number or text(last)}
