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

    /** How long a session lasts. It stays below the 60 minutes after which OpenAI ends its own. */
    @WithDefault("PT55M")
    Duration length();

    /** Audio that waits while the upstream is not ready or not writable. Beyond, the oldest is dropped. */
    @WithDefault("PT5S")
    Duration buffer();

    /** How long the upstream may take to connect and to accept the session's configuration. */
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
}
