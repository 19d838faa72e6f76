-- Says up to which entry somebody's mailbox was told.
-- ARGV: peer.
-- Returns its number; 0 if there is no mailbox.
return redis.call('HGET', box_of(ARGV[1]), 'entry') or '0'
