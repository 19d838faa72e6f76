package dev.parley.signaling.log;

import static dev.parley.signaling.testing.Stages.eventually;
import static dev.parley.signaling.testing.Stages.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.PeerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link ChatLog} promises. A subclass brings the log and the passing of time. */
abstract class ChatLogContract {

    private static final PeerId ADA = new PeerId("ada");
    private static final PeerId BOB = new PeerId("bob");
    private static final Channel LOBBY =
            new Channel("lobby", new Retention(Duration.ofHours(24), 10, Duration.ofMinutes(2), 10_000));

    /** The log under test, empty. */
    protected abstract ChatLog log();

    /** Lets time pass for the log's retention. */
    protected abstract void advance(Duration duration);

    @Test
    void followersGetEntriesInOrderAndOnce() {
        List<Entry> first = new ArrayList<>();
        List<Entry> second = new ArrayList<>();
        log().follow(LOBBY, first::add);
        log().follow(LOBBY, second::add);

        append(ADA, 1, 5);

        eventually(() -> assertThat(ids(first)).containsExactly("1", "2", "3", "4", "5"));
        eventually(() -> assertThat(second).isEqualTo(first));
        assertThat(first)
                .extracting(entry -> entry.frame().position())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void entriesCarryTheirCursor() {
        Appended appended = append(ADA, "1");

        Entry entry = entryOf(appended);
        assertThat(entry.frame().text())
                .isEqualTo("{\"type\":\"said\",\"cursor\":\"" + entry.cursor() + "\",\"id\":\"1\"}");
    }

    @Test
    void aCancelledFollowerGetsNothing() {
        List<Entry> followed = new ArrayList<>();
        log().follow(LOBBY, followed::add).cancel();
        append(ADA, "1");

        assertThat(followed).isEmpty();
    }

    @Test
    void theSameDraftAgainIsAppendedOnce() {
        List<Entry> followed = new ArrayList<>();
        log().follow(LOBBY, followed::add);
        Entry original = entryOf(append(ADA, "1"));

        Appended again = append(ADA, "1");

        assertThat(again).isInstanceOf(Appended.Repeated.class);
        assertThat(entryOf(again).cursor()).isEqualTo(original.cursor());
        eventually(() -> assertThat(followed).hasSize(1));
    }

    @Test
    void anIdBelongsToItsAuthor() {
        append(ADA, "1");

        assertThat(append(BOB, "1")).isInstanceOf(Appended.Taken.class);
        assertThat(ids(replay(null).entries())).containsExactly("1");
    }

    @Test
    void aNewcomerGetsTheLastEntries() {
        append(ADA, 1, 8);

        Replay replay = replay(null);

        assertThat(replay.gap()).isFalse();
        assertThat(ids(replay.entries())).containsExactly("4", "5", "6", "7", "8");
    }

    @Test
    void whoComesBackGetsWhatIsAfterTheCursor() {
        append(ADA, 1, 3);
        String cursor = replay(null).entries().get(2).cursor();
        append(ADA, 4, 9);

        Replay replay = replay(cursor);

        assertThat(replay.gap()).isFalse();
        assertThat(replay.start()).isEqualTo(cursor);
        assertThat(ids(replay.entries())).containsExactly("4", "5", "6", "7", "8", "9");
    }

    @Test
    void theStartOfAReplayIsACursor() {
        String before = replay(null).start();
        append(ADA, 1, 2);

        assertThat(ids(replay(before).entries())).containsExactly("1", "2");
        String end = replay(null).entries().get(1).cursor();
        assertThat(replay(end).start()).isEqualTo(end);
        assertThat(replay(end).entries()).isEmpty();
    }

    @Test
    void cursorsThatWereNeverOurs() {
        append(ADA, 1, 8);

        for (String foreign : List.of("", "x", "other.3", "….…", replay(null).start() + "99")) {
            Replay replay = replay(foreign);
            assertThat(replay.gap()).as(foreign).isTrue();
            assertThat(ids(replay.entries())).as(foreign).containsExactly("4", "5", "6", "7", "8");
        }
    }

    @Test
    void whatIsDroppedLeavesAGapBeforeAllThatIsKept() {
        String start = replay(null).start();
        append(ADA, 1, 4);
        advance(Duration.ofMinutes(3));
        append(ADA, 5, 12);

        Replay replay = replay(start);

        assertThat(replay.gap()).isTrue();
        assertThat(ids(replay.entries())).containsExactly("3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void theNewestMinutesAreKeptBeyondTheCount() {
        String start = replay(null).start();
        append(ADA, 1, 30);

        assertThat(replay(start).gap()).isFalse();
        assertThat(replay(start).entries()).hasSize(30);
    }

    @Test
    void bytesBoundEverything() {
        String start = replay(null).start();
        for (int i = 1; i <= 30; i++) {
            join(log().append(LOBBY, new Draft("" + i, ADA, Audience.EVERYBODY, json("" + i, "x".repeat(950)))));
        }

        Replay replay = replay(start);

        assertThat(replay.gap()).isTrue();
        assertThat(replay.entries()).hasSizeBetween(8, 10);
        assertThat(replay.entries().stream().mapToInt(e -> e.frame().bytes()).sum())
                .isLessThanOrEqualTo(10_000);
    }

    @Test
    void agedEntriesGoAndFreeTheirIds() {
        append(ADA, "1");
        advance(Duration.ofHours(25));

        assertThat(replay(null).entries()).isEmpty();
        assertThat(append(BOB, "1")).isInstanceOf(Appended.New.class);
    }

    @Test
    void channelsAreApart() {
        Channel other = new Channel("other", LOBBY.retention());
        append(ADA, "1");

        assertThat(join(log().replay(other, null, 5)).entries()).isEmpty();
        assertThat(join(log().append(other, draft(BOB, "1")))).isInstanceOf(Appended.New.class);
    }

    @Test
    void aForgottenChannelBeginsAnew() {
        append(ADA, 1, 3);
        String cursor = replay(null).entries().get(1).cursor();

        join(log().forget(LOBBY));

        assertThat(replay(cursor).gap()).isTrue();
        assertThat(replay(cursor).entries()).isEmpty();
        assertThat(append(BOB, "1")).isInstanceOf(Appended.New.class);
    }

    @Test
    void replayAndFollowingTogetherMissNothing() {
        append(ADA, 1, 3);
        List<Entry> live = new ArrayList<>();
        log().follow(LOBBY, live::add);
        append(ADA, 4, 5);
        Replay replay = replay(null);
        append(ADA, 6, 7);

        eventually(() -> assertThat(live).hasSize(4));
        List<Entry> all = new ArrayList<>(replay.entries());
        live.stream().filter(e -> e.frame().position() > replay.end()).forEach(all::add);
        assertThat(ids(all)).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    private void append(PeerId author, int from, int to) {
        for (int i = from; i <= to; i++) {
            append(author, String.valueOf(i));
        }
    }

    private Appended append(PeerId author, String id) {
        return join(log().append(LOBBY, draft(author, id)));
    }

    private static Draft draft(PeerId author, String id) {
        return new Draft(id, author, Audience.EVERYBODY, "{\"type\":\"said\",\"id\":\"" + id + "\"}");
    }

    private static String json(String id, String text) {
        return "{\"type\":\"said\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
    }

    private Replay replay(String after) {
        return join(log().replay(LOBBY, after, 5));
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.draft().id()).toList();
    }

    private static Entry entryOf(Appended appended) {
        return appended.match(Appended.New::entry, Appended.Repeated::entry, taken -> {
            throw new AssertionError("The id is taken");
        });
    }
}
