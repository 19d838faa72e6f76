package dev.parley.signaling.socket;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits so wide that every message is looked at, and places that are given up soon. */
public class WideLimits implements QuarkusTestProfile {

    private static final String MANY = "1000000";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "parley.session.messages-per-address", MANY,
                "parley.chat.messages-per-second", MANY,
                "parley.chat.messages-burst", MANY,
                "parley.chat.node-messages-per-second", MANY,
                "parley.rooms.messages-per-second", MANY,
                "parley.rooms.messages-burst", MANY,
                "parley.rooms.node-messages-per-second", MANY,
                "parley.rooms.place-kept", "1S");
    }
}
