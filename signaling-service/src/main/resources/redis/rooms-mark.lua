-- Says that somebody is away or back, unless they have a newer inbox.
-- ARGV: peer, generation of their mailbox or 0, whether away (1 or 0), node, seed for epochs.
-- Returns {number in the feed}.
local number = is_current(ARGV[1], ARGV[2]) and mark(ARGV[5], ARGV[1], ARGV[3], ARGV[4], ARGV[4])
local _, last = feed(ARGV[5])
return {number or text(last)}
