package dev.parley.signaling.presence;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Presence} promises. */
abstract class PresenceContract {

    private static final Peer ADA = new Peer(new PeerId("ada"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("bob"), "Bob");

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** The presence under test, empty. */
    protected abstract Presence presence();

    @BeforeEach
    void listen() {
        presence().listen(new Presence.Listener() {
            @Override
            public void entered(Peer peer, int count) {
                told.add(peer.name() + " in, " + count);
            }

            @Override
            public void left(PeerId peer, int count) {
                told.add(peer + " out, " + count);
            }
        });
    }

    @Test
    void tellsWhoIsIn() {
        join(presence().enter(ADA, () -> {}));

        Presence.Entered bob = join(presence().enter(BOB, () -> {}));

        assertThat(bob.count()).isEqualTo(2);
        assertThat(bob.participants()).containsExactly(BOB, ADA);
        eventually(() -> assertThat(told).containsExactly("Ada in, 1", "Bob in, 2"));
    }

    @Test
    void anIdentityCountsOnceAndTheNewerOccupantWins() {
        AtomicInteger takenOver = new AtomicInteger();
        long first = join(presence().enter(ADA, takenOver::incrementAndGet)).generation();

        Presence.Entered second = join(presence().enter(ADA, takenOver::incrementAndGet));

        assertThat(second.count()).isEqualTo(1);
        assertThat(second.generation()).isGreaterThan(first);
        eventually(() -> assertThat(takenOver).hasValue(1));
        eventually(() -> assertThat(told).containsExactly("Ada in, 1"));
    }

    @Test
    void aLateLeaveDoesNotEndTheSuccessor() {
        long first = join(presence().enter(ADA, () -> {})).generation();
        long second = join(presence().enter(ADA, () -> {})).generation();

        join(presence().leave(ADA.id(), first));
        assertThat(join(presence().enter(BOB, () -> {})).count()).isEqualTo(2);

        join(presence().leave(ADA.id(), second));
        eventually(() -> assertThat(told).containsExactly("Ada in, 1", "Bob in, 2", "ada out, 1"));
    }

    @Test
    void aNewNameIsTold() {
        join(presence().enter(ADA, () -> {}));
        join(presence().enter(new Peer(ADA.id(), "Countess"), () -> {}));

        eventually(() -> assertThat(told).containsExactly("Ada in, 1", "Countess in, 1"));
    }

    @Test
    void participantsAreBoundedAndIncludeOneself() {
        for (int i = 0; i < Presence.MAX_PARTICIPANTS + 5; i++) {
            join(presence().enter(new Peer(new PeerId("p" + i), "P"), () -> {}));
        }

        Presence.Entered ada = join(presence().enter(ADA, () -> {}));

        assertThat(ada.count()).isEqualTo(Presence.MAX_PARTICIPANTS + 6);
        assertThat(ada.participants()).hasSize(Presence.MAX_PARTICIPANTS).contains(ADA);
    }
}
