package dev.parley.signaling.registry;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Peer;
import dev.parley.signaling.protocol.PeerId;
import dev.parley.signaling.registry.JoinRequest.Existence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RoomRegistry} promises. */
abstract class RoomRegistryContract {

    private static final RoomKey TEA = new RoomKey(RoomKind.CHAT, "tea");
    private static final RoomKey TEA_VIDEO = new RoomKey(RoomKind.VIDEO, "tea");
    private static final Peer ADA = new Peer(new PeerId("ada"), "Ada");
    private static final Peer BOB = new Peer(new PeerId("bob"), "Bob");
    private static final Peer CY = new Peer(new PeerId("cy"), "Cy");

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** The registry under test, without rooms. */
    protected abstract RoomRegistry registry();

    @BeforeEach
    void listen() {
        registry().listen(new Notebook());
    }

    /** Writes down what it is told, with the members after the change. */
    private final class Notebook implements RoomListener {
        @Override
        public void opened(Change change, Room room) {
            note("opened", room);
        }

        @Override
        public void joined(Change change, Room room, Peer newcomer, String ref) {
            note(newcomer.name() + " joined " + ref, room);
        }

        @Override
        public void joinedAgain(Change change, Room room, Peer member, String ref) {
            note(member.name() + " again " + ref, room);
        }

        @Override
        public void left(Change change, Room room, Member member, Departure reason) {
            note(member.peer().name() + (member.away() ? " (away) " : " ") + reason, room);
        }

        @Override
        public void away(Change change, Room room, Peer member) {
            note(member.name() + " away", room);
        }

        @Override
        public void back(Change change, Room room, Peer member) {
            note(member.name() + " back", room);
        }

        @Override
        public void locked(Change change, Room room, PeerId by) {
            note("locked " + room.locked() + " by " + by, room);
        }

        @Override
        public void ended(Change change, Room room) {
            note("ended", room);
        }

        @Override
        public void moved(Change change, Room room, Peer member) {
            note("moved", room);
        }

        @Override
        public void lost() {
            told.clear();
        }

        private void note(String what, Room room) {
            told.add(what + " " + room.everybody());
        }
    }

    @Test
    void aRoomBeginsWithItsFirstMemberAndEndsWithItsLast() {
        assertThat(join(registry().join(any(TEA, ADA)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().join(any(TEA, BOB)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().leave(ADA.id(), RoomRegistry.ANY, Departure.LEFT)))
                .isTrue();
        assertThat(join(registry().leave(BOB.id(), RoomRegistry.ANY, Departure.LOST)))
                .isTrue();

        assertThat(join(registry().find(TEA))).isEmpty();
        eventually(() -> assertThat(told)
                .containsExactly(
                        "opened []",
                        "Ada joined j [ada]",
                        "Bob joined j [ada, bob]",
                        "Ada LEFT [bob]",
                        "Bob LOST []",
                        "ended []"));
    }

    @Test
    void theThirdFindsItFull() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA, BOB)));

        assertThat(join(registry().join(any(TEA, CY)))).isEqualTo(Admission.FULL);
        assertThat(join(registry().roomOf(CY.id()))).isEmpty();
    }

    @Test
    void kindsAreNamespaces() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA, BOB)));

        assertThat(join(registry().join(any(TEA_VIDEO, CY)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().find(TEA_VIDEO)).orElseThrow().everybody()).containsExactly(CY.id());
    }

    @Test
    void theLastPlaceIsTakenOnce() {
        join(registry().join(any(TEA, ADA)));

        List<CompletionStage<Admission>> attempts = new ArrayList<>();
        IntStream.range(0, 20)
                .mapToObj(i -> new Peer(new PeerId("p" + i), "P" + i))
                .forEach(peer -> attempts.add(registry().join(any(TEA, peer))));

        assertThat(attempts.stream().map(attempt -> join(attempt)).filter(Admission.ADMITTED::equals))
                .hasSize(1);
    }

    @Test
    void anotherRoomLeavesTheFirst() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA_VIDEO, ADA)));

        assertThat(join(registry().find(TEA))).isEmpty();
        assertThat(join(registry().roomOf(ADA.id())).orElseThrow().key()).isEqualTo(TEA_VIDEO);
    }

    @Test
    void whoIsRefusedStaysWhereTheyAre() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA, BOB)));
        join(registry().join(any(TEA_VIDEO, CY)));

        assertThat(join(registry().join(any(TEA, CY)))).isEqualTo(Admission.FULL);
        assertThat(join(registry().roomOf(CY.id())).orElseThrow().key()).isEqualTo(TEA_VIDEO);
    }

    @Test
    void joiningAgainChangesNothing() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA, BOB)));

        assertThat(join(registry().join(any(TEA, ADA)))).isEqualTo(Admission.ADMITTED);

        assertThat(join(registry().find(TEA)).orElseThrow().everybody()).containsExactly(ADA.id(), BOB.id());
        eventually(() -> assertThat(told).last().isEqualTo("Ada again j [ada, bob]"));
    }

    @Test
    void roomsThatMustOrMustNotBeThere() {
        assertThat(join(registry().join(request(TEA, ADA, Existence.EXISTING, 2))))
                .isEqualTo(Admission.NOT_FOUND);
        assertThat(join(registry().join(request(TEA, ADA, Existence.NEW, 4)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().join(request(TEA, BOB, Existence.NEW, 4)))).isEqualTo(Admission.EXISTS);
        assertThat(join(registry().join(request(TEA, BOB, Existence.EXISTING, 2))))
                .isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().join(any(TEA, CY)))).isEqualTo(Admission.ADMITTED);
        assertThat(join(registry().find(TEA)).orElseThrow().capacity()).isEqualTo(4);
    }

    @Test
    void whoIsAwayKeepsTheirPlace() {
        join(registry().join(any(TEA, ADA)));
        join(registry().join(any(TEA, BOB)));

        join(registry().away(ADA.id(), RoomRegistry.ANY));
        join(registry().away(ADA.id(), RoomRegistry.ANY));
        assertThat(join(registry().join(any(TEA, CY)))).isEqualTo(Admission.FULL);
        assertThat(join(registry().find(TEA))
                        .orElseThrow()
                        .member(ADA.id())
                        .orElseThrow()
                        .away())
                .isTrue();
        assertThat(join(registry().back(ADA.id(), RoomRegistry.ANY))
                        .orElseThrow()
                        .everybody())
                .containsExactly(ADA.id(), BOB.id());
        join(registry().back(ADA.id(), RoomRegistry.ANY));

        eventually(() -> assertThat(told).endsWith("Ada away [ada, bob]", "Ada back [ada, bob]"));
    }

    @Test
    void theListenerLearnsThatWhoLeftWasAway() {
        join(registry().join(any(TEA, ADA)));
        join(registry().away(ADA.id(), RoomRegistry.ANY));
        join(registry().leave(ADA.id(), RoomRegistry.ANY, Departure.LOST));

        eventually(() -> assertThat(told).contains("Ada (away) LOST []"));
    }

    @Test
    void aLockedRoomTakesNobodyNew() {
        join(registry().join(any(TEA, ADA)));
        assertThat(join(registry().lock(ADA.id(), RoomRegistry.ANY, true))).isTrue();

        assertThat(join(registry().join(any(TEA, BOB)))).isEqualTo(Admission.LOCKED);
        assertThat(join(registry().join(any(TEA, ADA)))).isEqualTo(Admission.ADMITTED);
        join(registry().lock(ADA.id(), RoomRegistry.ANY, false));
        assertThat(join(registry().join(any(TEA, BOB)))).isEqualTo(Admission.ADMITTED);
        eventually(() -> assertThat(told).contains("locked true by ada [ada]", "locked false by ada [ada]"));
    }

    @Test
    void whoIsNowhere() {
        assertThat(join(registry().leave(ADA.id(), RoomRegistry.ANY, Departure.LEFT)))
                .isFalse();
        assertThat(join(registry().lock(ADA.id(), RoomRegistry.ANY, true))).isFalse();
        assertThat(join(registry().back(ADA.id(), RoomRegistry.ANY))).isEmpty();
        join(registry().away(ADA.id(), RoomRegistry.ANY));

        assertThat(told).isEmpty();
    }

    @Test
    void aRoomOfTheSameNameIsAnotherInstance() {
        join(registry().join(any(TEA, ADA)));
        String first = join(registry().find(TEA)).orElseThrow().instance();
        join(registry().leave(ADA.id(), RoomRegistry.ANY, Departure.LEFT));
        join(registry().join(any(TEA, ADA)));

        assertThat(join(registry().find(TEA)).orElseThrow().instance()).isNotEqualTo(first);
    }

    private static JoinRequest any(RoomKey key, Peer peer) {
        return request(key, peer, Existence.ANY, 2);
    }

    private static JoinRequest request(RoomKey key, Peer peer, Existence existence, int capacity) {
        return new JoinRequest(key, peer, RoomRegistry.ANY, existence, capacity, "j");
    }
}
