package dev.parley.signaling.chat;

import dev.parley.signaling.log.Retention;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the chat allows, and how much of it is kept. */
@ConfigMapping(prefix = "parley.chat")
interface ChatConfig {

    /** Messages a second that one socket may send in the long run. */
    @WithDefault("20")
    int messagesPerSecond();

    /** Messages that one socket may send at once. */
    @WithDefault("60")
    int messagesBurst();

    /** Messages a second that all sockets of this node together may say. */
    @WithDefault("500")
    int nodeMessagesPerSecond();

    /** How many messages are kept; more, while the newest {@link #keepAtLeast()} have more. */
    @WithDefault("1000")
    int keepMessages();

    /** Messages younger than that are kept even beyond {@link #keepMessages()}. */
    @WithDefault("2M")
    Duration keepAtLeast();

    /** Messages older than that are dropped. */
    @WithDefault("24H")
    Duration keepAtMost();

    /** Bytes of messages that are kept at most, whatever their age. */
    @WithDefault("16777216")
    long keepBytes();

    /** How much the log keeps. */
    default Retention retention() {
        return new Retention(keepAtMost(), keepMessages(), keepAtLeast(), keepBytes());
    }
}
