package dev.parley.signaling.log;

import java.time.Duration;

/**
 * How much a channel keeps. An entry goes when it is older than {@code maxAge}; or when there are more than
 * {@code maxEntries} and it is older than {@code minAge}; or when all together have more than {@code maxBytes}.
 *
 * @param maxBytes of entries, in UTF-8
 */
public record Retention(Duration maxAge, int maxEntries, Duration minAge, long maxBytes) {}
