package dev.parley.signaling.socket;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The chat of the packaged service, or of its native executable. */
@QuarkusIntegrationTest
class ChatSocketIT extends ChatSocketTest {}
