-- Whether somebody has a mailbox (1 or 0).
-- ARGV: peer.
return text(redis.call('EXISTS', box_of(ARGV[1])))
