package dev.parley.signaling.time;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An executor whose tasks return at once: each takes a turn of an event loop. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface Turns {}
