package dev.parley.signaling.redis;

import dev.parley.signaling.time.Timers;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Reads one stream from its beginning, whatever happens to the connection. The consumer is called in order. */
public final class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final Redis.StreamReader reader;
    private final String stream;
    private final Timers timers;
    private final Backoff backoff;
    private final Consumer<StreamRecord> consumer;
    private volatile boolean stopped;

    /** An inbox that isn't read yet. */
    public Inbox(Redis redis, String stream, Timers timers, RandomGenerator random, Consumer<StreamRecord> consumer) {
        this.reader = redis.reader();
        this.stream = stream;
        this.timers = timers;
        this.backoff = new Backoff(random);
        this.consumer = consumer;
    }

    /** Begins to read. */
    public void start() {
        read("0-0");
    }

    /** Ends reading. */
    public void stop() {
        stopped = true;
        reader.close();
    }

    private void read(String after) {
        if (stopped) {
            return;
        }
        reader.read(stream, after).whenComplete((records, failure) -> {
            if (failure != null) {
                timers.after(backoff.next(), () -> read(after));
            } else {
                backoff.reset();
                records.forEach(this::tell);
                read(records.isEmpty() ? after : last(records));
            }
        });
    }

    private void tell(StreamRecord record) {
        try {
            consumer.accept(record);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A message could not be delivered");
        }
    }

    private static String last(List<StreamRecord> records) {
        return records.get(records.size() - 1).id();
    }
}
