package dev.parley.offline.api;

import dev.parley.offline.event.Item;
import dev.parley.offline.event.ServerEvent;
import dev.parley.offline.event.ServerEvent.Reason;
import dev.parley.offline.event.Usage;
import dev.parley.offline.protocol.ApiError;
import dev.parley.offline.session.Transcription;
import dev.parley.offline.speech.SpeechListener;
import io.quarkus.logging.Log;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client what becomes of its audio: events about the buffer, the items and their text. Confined to the session's event loop.
 *
 * <p>The order within a turn: speech started and stopped (only when the server finds the end), text of a live model, committed, item added, item
 * done, the rest of the text, completed or failed.
 */
final class TranscriptEvents implements SpeechListener {

    private final RealtimeSession session;
    private final Conversation conversation;

    TranscriptEvents(RealtimeSession session, Conversation conversation) {
        this.session = session;
        this.conversation = conversation;
    }

    @Override
    public void speechStarted(int turn, long millis) {
        session.send(new ServerEvent.SpeechStarted(millis, conversation.itemOf(turn)));
    }

    @Override
    public void speechStopped(int turn, long millis) {
        session.send(new ServerEvent.SpeechStopped(millis, conversation.itemOf(turn)));
    }

    @Override
    public void committed(int turn, boolean textFollows) {
        String previous = conversation.add(turn);
        String id = conversation.itemOf(turn);
        Item item = Item.of(id, null);
        session.send(new ServerEvent.Committed(previous, id));
        session.send(new ServerEvent.ItemAdded(previous, item));
        session.send(new ServerEvent.ItemDone(previous, item));
        if (!textFollows) {
            conversation.forget(turn);
        }
    }

    @Override
    public void commitRefused(@Nullable String eventId, double bufferedMillis) {
        String message = String.format(
                Locale.ROOT,
                "Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has"
                        + " %.2fms of audio.",
                bufferedMillis);
        session.reject(ApiError.invalid("input_audio_buffer_commit_empty", null, message), eventId);
    }

    @Override
    public void cleared(int turn) {
        conversation.forget(turn);
        session.send(new ServerEvent.Cleared());
    }

    @Override
    public void text(int turn, String delta) {
        session.send(new ServerEvent.TranscriptDelta(conversation.itemOf(turn), delta));
    }

    @Override
    public void completed(int turn, Transcript transcript) {
        String id = conversation.complete(turn, transcript.text());
        session.send(new ServerEvent.TranscriptCompleted(id, transcript.text(), usage(transcript)));
    }

    @Override
    public void failed(int turn) {
        String id = conversation.complete(turn, null);
        Reason reason = new Reason("transcription_error", "engine_failed", "The audio could not be transcribed.");
        session.send(new ServerEvent.TranscriptFailed(id, reason));
    }

    @Override
    public void broken(RuntimeException cause) {
        Log.errorf(cause, "The speech engine failed on a stream");
        session.end(Refusal.broken(
                ApiError.server("engine_failed", "The speech engine failed. Please open a new session.")));
    }

    private Usage usage(Transcript transcript) {
        Transcription transcription = session.config().transcription();
        return transcription != null && transcription.model().countsTokens()
                ? Usage.Tokens.of(transcript.audioMillis(), transcript.tokens())
                : Usage.Duration.ofMillis(transcript.audioMillis());
    }
}
