package dev.parley.launcher;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every process that this JVM's children have started, as far as it was seen. A child that dies leaves its own children to
 * the system, where nobody can tell any more whose they were: so they are noted while it lives. A handle knows its
 * process's start time, so a number that the system gives out again is never mistaken.
 */
final class Descendants {

    private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();

    void note() {
        seen.removeIf(handle -> !handle.isAlive());
        ProcessHandle.current().descendants().forEach(seen::add);
    }

    void destroyForcibly() {
        note();
        seen.forEach(ProcessHandle::destroyForcibly);
    }
}
