package dev.parley.signaling.redis;

import java.util.List;

/** All scripts. */
public final class Scripts {

    /** Aligns a reader with a feed. */
    public static final Script FEED = Script.load("feed");

    /** Tells the others that a node is alive, and finds those that aren't. */
    public static final Script BEAT = Script.load("beat");

    /** Appends to a log. */
    public static final Script LOG_APPEND = Script.load("log-append");

    /** Reads a log. */
    public static final Script LOG_READ = Script.load("log-read");

    /** Drops a log. */
    public static final Script LOG_FORGET = Script.load("log-forget");

    /** Brings somebody into the chat, again with the generation that they had, or anew. */
    public static final Script PRESENCE_ENTER = Script.load("presence-enter");

    /** Ends somebody's presence. */
    public static final Script PRESENCE_LEAVE = Script.load("presence-leave");

    /** Reads everybody's presence. */
    public static final Script PRESENCE_READ = Script.load("presence-read");

    /** Ends the presence of all whose node is gone. */
    public static final Script PRESENCE_BURY = Script.load("presence-bury");

    /** Makes a mailbox. */
    public static final Script BOX_OPEN = Script.loadRooms("box-open");

    /** Attaches a new inbox to a mailbox. */
    public static final Script BOX_RESUME = Script.loadRooms("box-resume");

    /** Takes the inbox from a mailbox. */
    public static final Script BOX_DETACH = Script.loadRooms("box-detach");

    /** Takes an inbox that its node doesn't know from a mailbox. */
    public static final Script BOX_SETTLE = Script.loadRooms("box-settle");

    /** Closes a mailbox. */
    public static final Script BOX_CLOSE = Script.loadRooms("box-close");

    /** Puts a message into mailboxes. */
    public static final Script BOX_POST = Script.loadRooms("box-post");

    /** Says whether somebody has a mailbox. */
    public static final Script BOX_EXISTS = Script.loadRooms("box-exists");

    /** Finds mailboxes that were left alone. */
    public static final Script BOX_ADRIFT = Script.loadRooms("box-adrift");

    /** Says up to which entry a mailbox was told. */
    public static final Script BOX_TOLD = Script.loadRooms("box-told");

    /** Lets somebody into a room. */
    public static final Script ROOMS_JOIN = Script.loadRooms("rooms-join");

    /** Takes somebody out of their room. */
    public static final Script ROOMS_LEAVE = Script.loadRooms("rooms-leave");

    /** Says that somebody is away or back. */
    public static final Script ROOMS_MARK = Script.loadRooms("rooms-mark");

    /** Locks or unlocks a room. */
    public static final Script ROOMS_LOCK = Script.loadRooms("rooms-lock");

    /** Reads all rooms. */
    public static final Script ROOMS_READ = Script.loadRooms("rooms-read");

    /** Keeps what belongs to a node from expiring. */
    public static final Script ROOMS_TOUCH = Script.loadRooms("rooms-touch");

    /** Sees to what a node that is gone has left. */
    public static final Script ROOMS_BURY = Script.loadRooms("rooms-bury");

    /** Every script, so that a server can be taught them at once. */
    public static final List<Script> ALL = List.of(
            FEED,
            BEAT,
            LOG_APPEND,
            LOG_READ,
            LOG_FORGET,
            PRESENCE_ENTER,
            PRESENCE_LEAVE,
            PRESENCE_READ,
            PRESENCE_BURY,
            BOX_OPEN,
            BOX_RESUME,
            BOX_DETACH,
            BOX_SETTLE,
            BOX_CLOSE,
            BOX_POST,
            BOX_EXISTS,
            BOX_ADRIFT,
            BOX_TOLD,
            ROOMS_JOIN,
            ROOMS_LEAVE,
            ROOMS_MARK,
            ROOMS_LOCK,
            ROOMS_READ,
            ROOMS_TOUCH,
            ROOMS_BURY);

    private Scripts() {}
}
