package dev.parley.signaling.redis;

import dev.parley.signaling.protocol.Tokens;
import dev.parley.signaling.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes in one part of the shared state, in one order, as each node reads it: a stream whose records
 * scripts append in the same step as the change.
 *
 * <p>Records are numbered without holes, and carry the epoch of the feed, which a server that lost its data doesn't know.
 * So a reader that was away notices what it can't get any more: then every subscriber is asked to read its state anew.
 *
 * <p>Subscribers are called one at a time, in the order of the records, and must return at once. Thread-safe.
 */
public final class Feed {

    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final int EPOCH_LENGTH = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What wants to know. */
    public interface Subscriber {
        /** The next record of this subscriber's kind. */
        void changed(StreamRecord record, long number);

        /**
         * Records are missing, or it is not known whether: read the state anew.
         *
         * @return done when that is done
         */
        CompletionStage<?> lost();
    }

    private final Redis redis;
    private final String base;
    private final Timers timers;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Redis.StreamReader reader;
    private final Map<String, Subscriber> subscribers = new HashMap<>();

    // Guarded by this.
    private final TreeMap<Long, List<CompletableFuture<Long>>> waiting = new TreeMap<>();
    private long position;
    private String lastSeed = "";
    private @Nullable String epoch;
    private boolean stopped;
    private volatile boolean aligned;

    /**
     * A feed that isn't read yet.
     *
     * @param base the prefix of this part's keys, with its hash tag
     */
    public Feed(Redis redis, String base, Timers timers, RandomGenerator random) {
        this.redis = redis;
        this.base = base;
        this.timers = timers;
        this.random = random;
        this.backoff = new Backoff(random);
        this.reader = redis.reader();
    }

    /** Adds a subscriber for the records of a kind; before {@link #start}. */
    public void subscribe(String kind, Subscriber subscriber) {
        subscribers.put(kind, subscriber);
    }

    /** The prefix of this part's keys. */
    public String base() {
        return base;
    }

    /** Names a life of something; used by scripts when they make what isn't there. */
    public String seed() {
        return Tokens.random(random, EPOCH_LENGTH);
    }

    /**
     * Runs a script of this part, unless the subscribers are reading their state anew: what it changes could escape them.
     * Then it fails at once.
     */
    public CompletionStage<Reply> run(Script script, List<String> arguments) {
        return aligned
                ? redis.run(script, base, arguments)
                : CompletableFuture.failedFuture(new RedisUnavailable("The state is being read"));
    }

    /** Whether the subscribers have had everything that was read. */
    public boolean isAligned() {
        return aligned;
    }

    /** Begins to read. */
    public void start() {
        align();
    }

    /** Ends reading. */
    public void stop() {
        synchronized (this) {
            stopped = true;
        }
        reader.close();
    }

    /** Waits until the subscribers have had everything up to a number. Fails if that takes too long. */
    public CompletionStage<Long> reached(long number) {
        CompletableFuture<Long> waiter = new CompletableFuture<>();
        synchronized (this) {
            if (number <= position) {
                return CompletableFuture.completedFuture(number);
            }
            waiting.computeIfAbsent(number, n -> new ArrayList<>()).add(waiter);
        }
        Timers.Timer timer = timers.after(PATIENCE, () -> giveUp(number, waiter));
        return waiter.whenComplete((done, failure) -> timer.cancel());
    }

    private void giveUp(long number, CompletableFuture<Long> waiter) {
        synchronized (this) {
            List<CompletableFuture<Long>> waiters = waiting.get(number);
            if (waiters != null && waiters.remove(waiter) && waiters.isEmpty()) {
                waiting.remove(number);
            }
        }
        waiter.completeExceptionally(new RedisUnavailable("What was written did not come back in time"));
    }

    /** Finds out whether what was read so far is still what the server has, and goes on from there. */
    private void align() {
        List<String> arguments;
        synchronized (this) {
            arguments = List.of(seed(), Long.toString(position), lastSeed);
        }
        redis.run(Scripts.FEED, base, arguments).whenComplete((reply, failure) -> {
            if (failure != null) {
                retry(failure);
            } else {
                backoff.reset();
                aligned(reply);
            }
        });
    }

    private void aligned(Reply reply) {
        long last = reply.number(2);
        boolean complete;
        synchronized (this) {
            complete = reply.text(0).equals(epoch)
                    && reply.text(3).equals("1")
                    && position >= reply.number(1) - 1
                    && position <= last;
            if (!complete) {
                epoch = reply.text(0);
                position = last;
                lastSeed = "";
            }
        }
        if (complete) {
            read();
        } else {
            begin(last);
        }
    }

    private void begin(long last) {
        aligned = false;
        CompletableFuture<?>[] all = subscribers.values().stream()
                .map(subscriber -> subscriber.lost().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).whenComplete((done, failure) -> {
            if (failure != null) {
                forgetPosition();
                retry(failure);
            } else {
                arrived(last);
                aligned = true;
                read();
            }
        });
    }

    private void read() {
        long after;
        synchronized (this) {
            if (stopped) {
                return;
            }
            after = position;
        }
        reader.read(base + ":feed", after + "-0").whenComplete((records, failure) -> {
            if (failure != null) {
                retry(failure);
            } else if (records.isEmpty()) {
                align();
            } else {
                deliver(records);
            }
        });
    }

    private void deliver(List<StreamRecord> records) {
        for (StreamRecord record : records) {
            long number = record.number();
            if (!isNext(number, record.get("e"))) {
                forgetPosition();
                align();
                return;
            }
            Subscriber subscriber = subscribers.get(record.get("k"));
            if (subscriber != null) {
                changed(subscriber, record, number);
            }
            synchronized (this) {
                lastSeed = record.get("s");
            }
            arrived(number);
        }
        read();
    }

    private static void changed(Subscriber subscriber, StreamRecord record, long number) {
        try {
            subscriber.changed(record, number);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A change could not be told");
        }
    }

    private synchronized boolean isNext(long number, String itsEpoch) {
        return number == position + 1 && itsEpoch.equals(epoch);
    }

    private synchronized void forgetPosition() {
        epoch = null;
    }

    private void arrived(long number) {
        List<CompletableFuture<Long>> arrived = new ArrayList<>();
        synchronized (this) {
            position = number;
            Map<Long, List<CompletableFuture<Long>>> reached = waiting.headMap(number, true);
            reached.values().forEach(arrived::addAll);
            reached.clear();
        }
        arrived.forEach(waiter -> waiter.complete(number));
    }

    private void retry(Throwable failure) {
        LOG.debugf("Reading the feed %s failed: %s", base, failure);
        synchronized (this) {
            if (stopped) {
                return;
            }
        }
        timers.after(backoff.next(), this::align);
    }
}
