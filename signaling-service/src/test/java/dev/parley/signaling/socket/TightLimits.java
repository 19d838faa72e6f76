package dev.parley.signaling.socket;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits so small that a test can reach them in a moment, and a TURN server. */
public class TightLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.idle-timeout", "3S",
                "parley.session.ping-interval", "1S",
                "parley.session.hello-timeout", "500MS",
                "parley.session.sockets-per-address", "4",
                "parley.session.sockets-per-node", "8",
                "parley.rooms.place-kept", "1S",
                "parley.chat.node-messages-per-second", "1",
                "parley.turn.urls", "turn:turn.example.org:3478,turns:turn.example.org:5349",
                "parley.turn.secret", "a secret of the turn server");
    }
}
