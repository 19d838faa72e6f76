package dev.parley.transcription.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What one session, one address and this node may take. Each has a variable {@code PARLEY_SESSION_…} of the same name. */
@ConfigMapping(prefix = "parley.session")
public interface SessionLimits {

    /** Sessions on this node at a time; beyond, new ones are refused with 4013. */
    @WithDefault("500")
    int perNode();

    /** Sessions of one address at a time; beyond, new ones are refused with 4504. */
    @WithDefault("20")
    int perAddress();

    /** How long a session lasts, over as many of the upstream's as that takes. */
    @WithDefault("PT4H")
    Duration length();

    /** How long the upstream's own sessions last, where it does not say so by {@code expires_at}. */
    @WithDefault("PT60M")
    Duration upstreamLength();

    /** How long before the end of an upstream session the next end of a turn is taken to change to another one. */
    @WithDefault("PT5M")
    Duration rotationWindow();

    /** How long before that end the change is made in any case. */
    @WithDefault("PT30S")
    Duration rotationLatest();

    /** Audio that waits while the upstream is not ready or not writable. Beyond, the oldest is dropped. */
    @WithDefault("PT5S")
    Duration buffer();

    /** Audio that all sessions of this node keep, in bytes. Beyond, it is dropped as above, and new sessions are refused. */
    @WithDefault("134217728")
    long keptAudioBytes();

    /** How long the upstream may take to connect and to accept the session's configuration, with all tries. */
    @WithDefault("PT12S")
    Duration setup();

    /** Audio after which a turn is committed that nobody else commits. */
    @WithDefault("PT15S")
    Duration uncommitted();

    /** How long a stopped session waits for the result of its last turn. */
    @WithDefault("PT3S")
    Duration finish();

    /** How long a client may go on sending more than can be passed on, before it is closed with 4508. */
    @WithDefault("PT30S")
    Duration overflow();

    /** How long a browser may leave what it was sent unread, before it is closed with 4008. */
    @WithDefault("PT30S")
    Duration slowReceiver();

    /** Events other than audio that a client may send at once; beyond, it is closed with 4504. */
    @WithDefault("200")
    int eventsBurst();

    /** Events other than audio that a client may send a second in the long run. */
    @WithDefault("20")
    int eventsPerSecond();

    /** How long the upstream may leave a turn without a result, before it counts as silent. */
    @WithDefault("PT30S")
    Duration answer();

    /** How often a browser is asked for a sign of life; after two without one it is given up. */
    @WithDefault("PT20S")
    Duration ping();
}
