package dev.parley.transcription.clientsecret;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Ephemeral keys of the packaged service, or of its native executable. */
@QuarkusIntegrationTest
class ClientSecretResourceIT extends ClientSecretResourceTest {}
