package dev.parley.transcription.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.transcription.upstream.UpstreamFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a session changes to a fresh upstream connection before the old one ends. */
class SessionRotationTest extends SessionScene {

    private static final String ADDED = "conversation.item.added";

    private FakeConnection first() {
        return upstream.connections.get(0);
    }

    private FakeConnection second() {
        return upstream.connections.get(1);
    }

    /** Streams on a connection that ends in an hour. */
    private void streamingForAnHour() {
        session.open();
        first().openUntil(hours(1));
    }

    private long hours(int hours) {
        return timers.now().plus(Duration.ofHours(hours)).getEpochSecond();
    }

    private void accept(FakeConnection next) {
        next.openUntil(hours(1));
    }

    private void chain(FakeConnection connection, String item, String previous) {
        String link = previous == null ? "null" : "\"" + previous + "\"";
        connection.say(
                "{\"type\":\"" + COMMITTED + "\",\"item_id\":\"" + item + "\",\"previous_item_id\":" + link + "}");
        connection.say(
                "{\"type\":\"" + ADDED + "\",\"item\":{\"id\":\"" + item + "\"},\"previous_item_id\":" + link + "}");
    }

    private List<String> items() {
        return browser.texts.stream()
                .map(JsonObject::new)
                .filter(event -> event.getString("type").equals(COMMITTED))
                .map(event -> event.getString("previous_item_id") + ">" + event.getString("item_id"))
                .toList();
    }

    @Test
    void makes_a_successor_ready_five_minutes_before_and_changes_at_the_end_of_a_turn() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(54));
        assertThat(upstream.connections).hasSize(1);
        timers.advance(Duration.ofMinutes(1));
        assertThat(upstream.connections).hasSize(2);
        accept(second());

        speak(Duration.ofSeconds(2));
        assertThat(first().audioBytes()).isEqualTo(20 * MILLIS_100);
        commit();
        speak(Duration.ofSeconds(1));
        assertThat(first().types()).endsWith(COMMIT);
        assertThat(first().audioBytes()).isEqualTo(20 * MILLIS_100);
        assertThat(second().audioBytes()).isEqualTo(10 * MILLIS_100);
        assertThat(count("rotations")).isEqualTo(1);
        assertThat(count("commits", "reason", "client")).isEqualTo(1);
    }

    @Test
    void says_nothing_of_it_to_the_client() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        timers.advance(Duration.ofMinutes(5));
        assertThat(browser.types()).containsExactly("session.updated", "parley.ready");
        assertThat(first().closed).isTrue();
    }

    @Test
    void ends_a_turn_that_nobody_ends_half_a_minute_before_the_end() {
        session = session("gpt-4o-transcribe");
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speakOn(Duration.ofSeconds(4 * 60 + 29));
        assertThat(second().audioBytes()).isZero();
        speakOn(Duration.ofSeconds(2));
        assertThat(first().sent(COMMIT)).hasSize(1);
        assertThat(first().audioBytes() + second().audioBytes()).isEqualTo(10 * 271 * MILLIS_100);
        assertThat(second().audioBytes()).isEqualTo(10 * MILLIS_100);
        assertThat(count("commits", "reason", "rotation")).isEqualTo(1);
    }

    @Test
    void leaves_no_audio_behind_that_is_too_little_for_a_commit() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        session.audio(Buffer.buffer(new byte[960]));
        timers.advance(Duration.ofMinutes(4).plusSeconds(31));
        assertThat(count("rotations", new String[0], 0)).isZero();
        session.audio(Buffer.buffer(new byte[MILLIS_100]));
        assertThat(first().types()).endsWith(COMMIT);
        assertThat(first().audioBytes()).isEqualTo(960 + MILLIS_100);
        assertThat(second().types()).containsExactly("session.update");
    }

    private double count(String name, String[] tags, double missing) {
        var counter = registry.find("parley.transcription." + name).tags(tags).counter();
        return counter == null ? missing : counter.count();
    }

    @Test
    void lets_the_old_connection_finish_before_the_new_one_is_heard() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speak(Duration.ofSeconds(1));
        commit();
        speak(Duration.ofSeconds(1));
        second().say(DELTA, "b");
        chain(first(), "a", null);
        assertThat(first().closed).isFalse();
        first().say(DELTA, "a");
        first().say(COMPLETED, "a");
        assertThat(first().closed).isTrue();
        assertThat(browser.types())
                .containsExactly("session.updated", "parley.ready", COMMITTED, ADDED, DELTA, COMPLETED, DELTA);
        assertThat(browser.last(DELTA).getString("item_id")).isEqualTo("b");
    }

    @Test
    void does_not_wait_for_the_old_one_for_ever() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speak(Duration.ofSeconds(1));
        commit();
        second().say(DELTA, "b");
        timers.advance(Duration.ofMillis(2999));
        assertThat(browser.types()).doesNotContain(DELTA);
        timers.advance(Duration.ofMillis(1));
        assertThat(browser.types()).contains(DELTA);
        chain(first(), "a", null);
        first().say(COMPLETED, "a");
        assertThat(browser.types()).endsWith(COMPLETED);
        assertThat(first().closed).isTrue();
    }

    @Test
    void joins_the_chain_of_items_and_keeps_their_ids_apart() {
        streamingForAnHour();
        speak(Duration.ofSeconds(1));
        commit();
        chain(first(), "item_0", null);
        first().say(COMPLETED, "item_0");
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speak(Duration.ofSeconds(1));
        commit();
        chain(first(), "item_1", "item_0");
        first().say(COMPLETED, "item_1");
        speak(Duration.ofSeconds(1));
        commit();
        second().say(DELTA, "item_0");
        chain(second(), "item_0", null);
        second().say(COMPLETED, "item_0");
        commit();
        chain(second(), "fresh", "item_0");
        assertThat(items()).containsExactly("null>item_0", "item_0>item_1", "item_1>item_0.2", "item_0.2>fresh");
        assertThat(browser.last(COMPLETED).getString("item_id")).isEqualTo("item_0.2");
        assertThat(browser.last(DELTA).getString("item_id")).isEqualTo("item_0.2");
        assertThat(browser.last(ADDED).getJsonObject("item").getString("id")).isEqualTo("fresh");
    }

    @Test
    void a_successor_that_fails_costs_nothing() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        second().lose(UpstreamFailure.BUSY);
        timers.advance(Duration.ofSeconds(1));
        FakeConnection third = upstream.last();
        assertThat(upstream.connections).hasSize(3);
        accept(third);
        third.lose(UpstreamFailure.CLOSED);
        assertThat(upstream.connections).hasSize(4);
        speak(Duration.ofSeconds(1));
        commit();
        assertThat(first().types()).endsWith(COMMIT);
        accept(upstream.last());
        speak(Duration.ofSeconds(1));
        commit();
        speak(Duration.ofSeconds(1));
        assertThat(upstream.last().audioBytes()).isEqualTo(10 * MILLIS_100);
        assertThat(browser.types()).containsExactly("session.updated", "parley.ready");
    }

    @Test
    void without_a_successor_the_session_ends_with_its_upstream() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        second().lose(UpstreamFailure.UNAUTHORIZED);
        timers.advance(Duration.ofMinutes(5));
        assertThat(browser.ending).isEmpty();
        first().say("{\"type\":\"error\",\"error\":{\"code\":\"session_expired\"}}");
        assertThat(browser.lastErrorCode()).isEqualTo("session_expired");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
    }

    @Test
    void asks_for_the_audio_again_when_the_old_one_ends_without_its_last_result() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speak(Duration.ofSeconds(1));
        commit();
        first().lose(UpstreamFailure.CLOSED);
        assertThat(browser.lastErrorCode()).isEqualTo("upstream_closed");
        assertThat(browser.ending).map(Ending::closeCode).contains(4013);
        assertThat(second().closed).isTrue();
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void stops_when_both_have_given_their_last_text() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        speak(Duration.ofSeconds(1));
        commit();
        speak(Duration.ofSeconds(1));
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(second().types()).endsWith(COMMIT);
        chain(second(), "b", null);
        second().say(COMPLETED, "b");
        assertThat(browser.ending).isEmpty();
        chain(first(), "a", null);
        first().say(COMPLETED, "a");
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(first().closed).isTrue();
        assertThat(second().closed).isTrue();
    }

    @Test
    void a_stop_gives_the_successor_up() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        session.text("{\"type\":\"parley.stop\"}");
        assertThat(second().closed).isTrue();
        assertThat(browser.ending).contains(Ending.STOPPED);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void tells_the_successor_of_a_change_of_language() {
        streamingForAnHour();
        timers.advance(Duration.ofMinutes(55));
        accept(second());
        session.text("{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":"
                + "{\"language\":\"de\"}}}}}");
        assertThat(first().sent("session.update")).hasSize(2);
        assertThat(second().sent("session.update")).hasSize(2);
        assertThat(second().sent("session.update").get(1).encode()).contains("\"language\":\"de\"");
    }

    @Test
    void keeps_to_shorter_sessions_of_an_upstream_too() {
        session.open();
        first().openUntil(timers.now().plusSeconds(40).getEpochSecond());
        timers.advance(Duration.ofSeconds(20));
        assertThat(upstream.connections).hasSize(2);
        accept(second());
        timers.advance(Duration.ofSeconds(10));
        assertThat(first().closed).isTrue();
        assertThat(browser.ending).isEmpty();
    }

    @Test
    void assumes_an_hour_of_an_upstream_that_does_not_say() {
        streaming();
        timers.advance(Duration.ofMinutes(55));
        assertThat(upstream.connections).hasSize(2);
    }
}
