package dev.parley.offline.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.offline.event.ClientEvent;
import dev.parley.offline.event.ClientEventReader;
import dev.parley.offline.event.Item;
import dev.parley.offline.event.ServerEvent;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.protocol.Ids;
import dev.parley.offline.protocol.InvalidRequestException;
import dev.parley.offline.session.SessionConfig;
import dev.parley.offline.session.SessionConfigReader;
import dev.parley.offline.session.SessionView;
import dev.parley.offline.speech.SpeechStream;
import dev.parley.offline.speech.Transcriber;
import io.vertx.core.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transcription session: does what the client's events ask for, and answers.
 *
 * <p>A bad event is answered by an error and changes nothing; the session goes on. Confined to the connection's event loop.
 */
final class RealtimeSession implements ClientEvent.Visitor {

    private final String id = Ids.session();
    private final Outbox outbox;
    private final ApiMetrics metrics;
    private final long expiresAt;
    private final Conversation conversation = new Conversation();
    private final SpeechStream stream;
    private SessionConfig config;
    private @Nullable String currentEventId;

    /**
     * Begins the session and says so to the client.
     *
     * @param eventLoop of the connection
     * @param expiresAt what to tell the client about the session's end
     */
    RealtimeSession(
            Outbox outbox,
            Context eventLoop,
            Transcriber transcriber,
            SessionConfig config,
            Instant expiresAt,
            ApiMetrics metrics) {
        this.outbox = outbox;
        this.metrics = metrics;
        this.config = config;
        this.expiresAt = expiresAt.getEpochSecond();
        this.stream = transcriber.open(
                config.streamSettings(), new EventLoopListener(eventLoop, new TranscriptEvents(this, conversation)));
        send(new ServerEvent.SessionCreated(view()));
    }

    /** What holds at this moment. */
    SessionConfig config() {
        return config;
    }

    /** Takes a text message of the client. */
    void receive(String text) {
        currentEventId = null;
        try {
            JsonNode json = ClientEventReader.parse(text);
            currentEventId = ClientEventReader.idOf(json);
            ClientEventReader.read(json).accept(this);
        } catch (InvalidRequestException invalid) {
            reject(invalid.error(), currentEventId);
        }
    }

    /** Answers a binary message: there are none in this protocol. */
    void receiveBinary() {
        reject(
                ApiError.invalid(
                        "invalid_event", null, "Expected a text WebSocket message; binary frames are not supported."),
                null);
    }

    void send(ServerEvent event) {
        outbox.send(event);
    }

    /** Answers an event with an error. */
    void reject(ApiError error, @Nullable String eventId) {
        metrics.rejected(error);
        send(new ServerEvent.Failure(error, eventId));
    }

    /** Ends the session from this side: tells why, then closes the socket. */
    void end(Refusal refusal) {
        reject(refusal.error(), null);
        outbox.close(refusal.closeCode(), refusal.reason());
        stream.close();
    }

    /** Says that the socket is closed. */
    void closed() {
        outbox.ended();
        stream.close();
    }

    @Override
    public void update(ClientEvent.SessionUpdate event) throws InvalidRequestException {
        config = SessionConfigReader.read(config, event.session());
        stream.configure(config.streamSettings());
        send(new ServerEvent.SessionUpdated(view()));
    }

    @Override
    public void append(ClientEvent.Append event) throws InvalidRequestException {
        if (event.audio().length % config.format().bytesPerSample() != 0) {
            throw new InvalidRequestException(ApiError.wrongValue(
                    "audio", "Invalid 'audio'. Expected whole samples of 16 bits, but got an odd number of bytes."));
        }
        if (!stream.append(event.audio())) {
            throw new InvalidRequestException(ApiError.invalid(
                    "input_audio_buffer_full",
                    "audio",
                    "Too much audio is waiting to be transcribed. This event was not taken: send it again later."));
        }
    }

    @Override
    public void commit(ClientEvent.Commit event) {
        stream.commit(currentEventId);
    }

    @Override
    public void clear(ClientEvent.Clear event) {
        stream.clear();
    }

    @Override
    public void retrieve(ClientEvent.RetrieveItem event) throws InvalidRequestException {
        Item item = conversation
                .find(event.itemId())
                .orElseThrow(() -> noSuchItem("item_retrieve_invalid_item_id", "retrieving"));
        send(new ServerEvent.ItemRetrieved(item));
    }

    @Override
    public void delete(ClientEvent.DeleteItem event) throws InvalidRequestException {
        if (!conversation.remove(event.itemId())) {
            throw noSuchItem("item_delete_invalid_item_id", "deleting");
        }
        send(new ServerEvent.ItemDeleted(event.itemId()));
    }

    private SessionView view() {
        return SessionView.of(id, expiresAt, config);
    }

    private static InvalidRequestException noSuchItem(String code, String doing) {
        return new InvalidRequestException(
                ApiError.invalid(code, "item_id", "Error " + doing + " item: there is no item with this id."));
    }
}
