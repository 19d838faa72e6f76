package dev.parley.signaling.relay;

class MemoryRelayTest extends RelayContract {

    private final Relay relay = new MemoryRelay();

    @Override
    protected Relay relay() {
        return relay;
    }
}
