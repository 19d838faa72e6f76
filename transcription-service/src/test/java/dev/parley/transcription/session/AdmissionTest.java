package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.address.ClientNetwork;
import dev.parley.transcription.session.Admission.Decision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final ClientNetwork A = new ClientNetwork("a");
    private static final ClientNetwork B = new ClientNetwork("b");
    private static final ClientNetwork C = new ClientNetwork("c");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SessionLimits limits = TestTools.limits(Map.of(
            "parley.session.per-node", "3",
            "parley.session.per-address", "2",
            "parley.session.kept-audio-bytes", "1000"));
    private final KeptAudio kept = new KeptAudio(limits, registry);
    private final Admission admission = new Admission(limits, kept, registry);

    @Test
    void gives_each_address_its_share_and_the_node_no_more_than_it_serves() {
        assertThat(admission.admit(A)).isEqualTo(Decision.ADMITTED);
        assertThat(admission.admit(A)).isEqualTo(Decision.ADMITTED);
        assertThat(admission.admit(A)).isEqualTo(Decision.ADDRESS_FULL);
        assertThat(admission.isNodeFull()).isFalse();
        assertThat(admission.admit(B)).isEqualTo(Decision.ADMITTED);
        assertThat(admission.isNodeFull()).isTrue();
        assertThat(admission.admit(C)).isEqualTo(Decision.NODE_FULL);
        assertThat(registry.get("parley.transcription.sessions").gauge().value())
                .isEqualTo(3);
    }

    @Test
    void gives_places_away_again() {
        admission.admit(A);
        admission.admit(A);
        admission.release(A);
        assertThat(admission.admit(A)).isEqualTo(Decision.ADMITTED);
        admission.release(A);
        admission.release(A);
        assertThat(registry.get("parley.transcription.sessions").gauge().value())
                .isZero();
    }

    @Test
    void takes_nobody_while_the_node_keeps_as_much_audio_as_it_may() {
        kept.add(1000);
        assertThat(admission.isNodeFull()).isTrue();
        assertThat(admission.admit(A)).isEqualTo(Decision.NODE_FULL);
        kept.add(-1);
        assertThat(admission.admit(A)).isEqualTo(Decision.ADMITTED);
    }
}
