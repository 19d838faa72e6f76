-- Says that somebody is away or back.
-- ARGV: peer, whether away (1 or 0), node, seed for epochs.
-- Returns {number in the feed}.
local number = mark(ARGV[4], ARGV[1], ARGV[2], ARGV[3], ARGV[3])
local _, last = feed(ARGV[4])
return {number or text(last)}
