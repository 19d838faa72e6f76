-- Drops a channel's log.
-- ARGV: channel, seed for epochs.
-- Returns {feed number}.
local entries = base .. ':log:' .. ARGV[1]
redis.call('DEL', entries, entries .. ':ids', entries .. ':meta')
return {announce(ARGV[2], 'log', 'c', ARGV[1])}
