package dev.parley.signaling.registry;

import java.util.Random;

class MemoryRoomRegistryTest extends RoomRegistryContract {

    private final RoomRegistry registry = new MemoryRoomRegistry(new Random(1));

    @Override
    protected RoomRegistry registry() {
        return registry;
    }
}
