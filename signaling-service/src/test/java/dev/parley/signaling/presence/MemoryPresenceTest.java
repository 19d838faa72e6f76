package dev.parley.signaling.presence;

class MemoryPresenceTest extends PresenceContract {

    private final Presence presence = new MemoryPresence();

    @Override
    protected Presence presence() {
        return presence;
    }
}
