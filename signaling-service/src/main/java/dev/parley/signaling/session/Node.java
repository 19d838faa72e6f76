package dev.parley.signaling.session;

import dev.parley.signaling.telemetry.EventLog;
import dev.parley.signaling.telemetry.LimitMetrics;
import dev.parley.signaling.time.Timers;
import java.time.InstantSource;

/** What all sockets of this node share. */
public record Node(Timers timers, InstantSource clock, OutboxBudget outboxes, LimitMetrics limits, EventLog events) {}
