package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudioBufferTest {

    private static final int CHUNK = AudioBuffer.CHUNK_BYTES;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeptAudio kept =
            new KeptAudio(TestTools.limits(Map.of("parley.session.kept-audio-bytes", "" + 12 * CHUNK)), registry);
    private final AudioBuffer buffer = new AudioBuffer(10 * CHUNK, kept);

    private static Buffer audio(int bytes, int value) {
        Buffer pcm = Buffer.buffer(bytes);
        for (int i = 0; i < bytes; i++) {
            pcm.appendByte((byte) value);
        }
        return pcm;
    }

    private List<Queued> takeAll() {
        List<Queued> all = new ArrayList<>();
        while (!buffer.isEmpty()) {
            all.add(buffer.take());
        }
        return all;
    }

    private static int bytes(Queued queued) {
        return ((Queued.Audio) queued).pcm().length();
    }

    @Test
    void gives_out_what_came_in_the_same_order() {
        buffer.add(audio(CHUNK, 1));
        buffer.add(new Queued.Clear("c"));
        buffer.add(audio(CHUNK, 2));
        assertThat(takeAll())
                .containsExactly(
                        new Queued.Audio(audio(CHUNK, 1)), new Queued.Clear("c"), new Queued.Audio(audio(CHUNK, 2)));
        assertThat(buffer.audioBytes()).isZero();
    }

    @Test
    void cuts_large_frames_and_joins_small_ones() {
        buffer.add(audio(2 * CHUNK + 480, 1));
        buffer.add(audio(480, 1));
        assertThat(takeAll()).extracting(AudioBufferTest::bytes).containsExactly(CHUNK, CHUNK, 960);
    }

    @Test
    void does_not_join_across_the_end_of_a_turn() {
        buffer.add(audio(480, 1));
        buffer.add(new Queued.Commit(CommitReason.CLIENT, null));
        buffer.add(audio(480, 1));
        assertThat(takeAll()).hasSize(3);
    }

    @Test
    void drops_the_oldest_audio_and_keeps_the_ends_of_turns() {
        buffer.add(audio(CHUNK, 1));
        buffer.add(new Queued.Commit(CommitReason.CLIENT, null));
        buffer.add(audio(10 * CHUNK, 2));
        assertThat(buffer.trim()).isEqualTo(CHUNK);
        assertThat(buffer.audioBytes()).isEqualTo(10 * CHUNK);
        assertThat(buffer.take()).isEqualTo(new Queued.Commit(CommitReason.CLIENT, null));
        assertThat(buffer.take()).isEqualTo(new Queued.Audio(audio(CHUNK, 2)));
    }

    @Test
    void bounds_the_ends_of_turns() {
        for (int i = 0; i < AudioBuffer.MAX_MARKS; i++) {
            assertThat(buffer.add(new Queued.Clear(null))).isTrue();
        }
        assertThat(buffer.add(new Queued.Clear(null))).isFalse();
        buffer.take();
        assertThat(buffer.add(new Queued.Clear(null))).isTrue();
    }

    @Test
    void is_crowded_from_the_high_mark_down_to_the_low_one() {
        buffer.add(audio(6 * CHUNK - 2, 1));
        assertThat(buffer.isCrowded()).isFalse();
        buffer.add(audio(2, 1));
        assertThat(buffer.isCrowded()).isTrue();
        for (int left = 5; left > 2; left--) {
            buffer.take();
            assertThat(buffer.isCrowded()).isTrue();
        }
        buffer.take();
        assertThat(buffer.isCrowded()).isFalse();
    }

    @Test
    void gives_way_when_the_node_keeps_too_much() {
        AudioBuffer other = new AudioBuffer(10 * CHUNK, kept);
        other.add(audio(8 * CHUNK, 1));
        buffer.add(audio(4 * CHUNK, 2));
        assertThat(buffer.trim()).isZero();
        assertThat(kept.isFull()).isTrue();
        buffer.add(audio(CHUNK, 3));
        assertThat(buffer.trim()).isEqualTo(CHUNK);
        assertThat(other.audioBytes()).isEqualTo(8 * CHUNK);

        buffer.take();
        assertThat(kept.isFull()).isFalse();
        buffer.clear();
        other.clear();
        assertThat(registry.get("parley.transcription.kept.audio.bytes").gauge().value())
                .isZero();
    }
}
