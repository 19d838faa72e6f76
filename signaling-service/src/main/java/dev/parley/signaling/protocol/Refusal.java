package dev.parley.signaling.protocol;

/**
 * Why something was not done, as a value.
 *
 * @param code for programs
 * @param message for people: one sentence that quotes nothing the client sent
 */
public record Refusal(ErrorCode code, String message) {}
