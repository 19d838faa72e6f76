package dev.parley.transcription.session;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from, so that tests can have another. */
final class Randomness {

    private Randomness() {}

    /** Safe for any thread. */
    @Produces
    @Singleton
    static RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
