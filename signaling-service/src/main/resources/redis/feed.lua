-- Aligns a reader with the feed.
-- ARGV: seed for the epoch, number and seed of the last record that was read (0, empty: none).
-- Returns {epoch, number of the first record that is kept, number of the last, whether the record that was read is still
-- that record, if it is kept (1 or 0)}.
local key = base .. ':feed'
local epoch, last = feed(ARGV[1])
redis.call('PEXPIRE', key .. ':meta', DAY)
redis.call('PEXPIRE', key, DAY)
local first = redis.call('XRANGE', key, '-', '+', 'COUNT', 1)[1]
local read = redis.call('XRANGE', key, ARGV[2] .. '-0', ARGV[2] .. '-0')[1]
local same = not read or ARGV[3] == '' or fields(read).s == ARGV[3]
return {epoch, first and string.match(first[1], '^%d+') or text(last + 1), text(last), same and '1' or '0'}
