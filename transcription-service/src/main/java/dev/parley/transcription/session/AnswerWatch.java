package dev.parley.transcription.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices an upstream that is connected, and answers pings, but gives no results: a committed turn has to have its text, or its
 * failure, in a certain time. Belongs to its session's event loop.
 */
final class AnswerWatch {

    private final SessionTools tools;
    private final Supplier<List<Leg>> legs;
    private final Consumer<Leg> silent;
    private Timers.@Nullable Timer timer;

    /**
     * One that watches nothing yet.
     *
     * @param legs the connections in use that are being read
     * @param silent told of one that has not answered in time
     */
    AnswerWatch(SessionTools tools, Supplier<List<Leg>> legs, Consumer<Leg> silent) {
        this.tools = tools;
        this.legs = legs;
        this.silent = silent;
    }

    /** A result is due from now on. */
    void begin() {
        if (timer == null) {
            timer = tools.timers().after(tools.limits().answer(), this::look);
        }
    }

    private void look() {
        timer = null;
        Duration longest = Duration.ZERO;
        for (Leg leg : legs.get()) {
            long since = leg.turns().waitingSince().orElse(tools.timers().nanos());
            Duration waited = Duration.ofNanos(tools.timers().nanos() - since);
            if (waited.compareTo(tools.limits().answer()) >= 0) {
                silent.accept(leg);
                return;
            }
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }
        if (legs.get().stream().anyMatch(leg -> !leg.turns().isSettled())) {
            timer = tools.timers().after(tools.limits().answer().minus(longest), this::look);
        }
    }

    /** Watches no more. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
