package dev.parley.signaling.log;

/**
 * Names one log.
 *
 * @param name unique
 * @param retention how much it keeps; the same at each use of the name
 */
public record Channel(String name, Retention retention) {}
