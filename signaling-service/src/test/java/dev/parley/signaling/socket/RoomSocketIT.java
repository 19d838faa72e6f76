package dev.parley.signaling.socket;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Rooms of the packaged service, or of its native executable. */
@QuarkusIntegrationTest
class RoomSocketIT extends RoomSocketTest {}
