package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import dev.parley.transcription.upstream.UpstreamFailure;
import dev.parley.transcription.upstream.UpstreamLoss;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Realtime API under a simulated clock: it ends each session after 60 minutes as OpenAI does, counts its items from 0 in each, and
 * transcribes a turn as the numbers of the chunks that it was made of.
 */
final class SimulatedUpstream implements Upstream {

    private static final Duration WAY = Duration.ofMillis(40);
    private static final Duration TRANSCRIBING = Duration.ofMillis(400);
    private static final Duration LENGTH = Duration.ofMinutes(60);
    private static final String APPEND = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";
    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription.";

    private final SimulatedTimers timers;
    private int sessions;
    private int expired;

    SimulatedUpstream(SimulatedTimers timers) {
        this.timers = timers;
    }

    /** How many sessions there were. */
    int sessions() {
        return sessions;
    }

    /** How many were ended by this side. */
    int expired() {
        return expired;
    }

    @Override
    public UpstreamConnection connect(UpstreamEvents events) {
        sessions++;
        Session session = new Session(events);
        timers.after(WAY, events::opened);
        timers.after(LENGTH, session::expire);
        return session;
    }

    /** The number at the beginning of a chunk; three hours of audio are decoded no further. */
    private static int numberOf(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).getInt();
    }

    private final class Session implements UpstreamConnection {

        private final UpstreamEvents events;
        private final long end = timers.now().plus(LENGTH).getEpochSecond();
        private final ArrayDeque<String> unread = new ArrayDeque<>();
        private List<Integer> turn = new ArrayList<>();
        private int item;
        private boolean paused;
        private boolean closed;

        Session(UpstreamEvents events) {
            this.events = events;
        }

        @Override
        public void send(String json) {
            if (json.startsWith(APPEND)) {
                int chunk = numberOf(json.substring(APPEND.length(), APPEND.length() + 8));
                timers.after(WAY, () -> append(chunk));
            } else {
                JsonObject event = new JsonObject(json);
                timers.after(WAY, () -> receive(event));
            }
        }

        private void receive(JsonObject event) {
            switch (event.getString("type")) {
                case "session.update" ->
                    say(new JsonObject()
                            .put("type", "session.updated")
                            .put("session", new JsonObject().put("expires_at", end)));
                case "input_audio_buffer.commit" -> {
                    if (turn.isEmpty()) {
                        say(refusal(event.getString("event_id")));
                    } else {
                        commit();
                    }
                }
                default -> throw new AssertionError(event.encode());
            }
        }

        private void append(int chunk) {
            turn.add(chunk);
            if (turn.size() % 20 == 0) {
                say(about(TRANSCRIPTION + "delta", "item_" + item).put("delta", " " + turn.size()));
            }
        }

        private void commit() {
            String id = "item_" + item;
            String previous = item == 0 ? null : "item_" + (item - 1);
            String transcript = turn.stream().map(String::valueOf).collect(Collectors.joining(" "));
            item++;
            turn = new ArrayList<>();
            say(about("input_audio_buffer.committed", id).put("previous_item_id", previous));
            say(new JsonObject()
                    .put("type", "conversation.item.added")
                    .put("previous_item_id", previous)
                    .put("item", new JsonObject().put("id", id)));
            timers.after(
                    TRANSCRIBING,
                    () -> say(about(TRANSCRIPTION + "completed", id).put("transcript", transcript)));
        }

        private static JsonObject refusal(String eventId) {
            JsonObject error = new JsonObject()
                    .put("type", "invalid_request_error")
                    .put("code", "input_audio_buffer_commit_empty")
                    .put("event_id", eventId);
            return new JsonObject().put("type", "error").put("error", error);
        }

        private static JsonObject about(String type, String id) {
            return new JsonObject().put("type", type).put("item_id", id);
        }

        private void say(JsonObject event) {
            timers.after(WAY, () -> {
                unread.add(event.encode());
                deliver();
            });
        }

        private void deliver() {
            while (!closed && !paused && !unread.isEmpty()) {
                events.received(unread.remove());
            }
        }

        private void expire() {
            if (!closed) {
                expired++;
                closed = true;
                events.closed(UpstreamLoss.of(UpstreamFailure.CLOSED, "close 1001"));
            }
        }

        @Override
        public boolean isWritable() {
            return !closed;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            deliver();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
