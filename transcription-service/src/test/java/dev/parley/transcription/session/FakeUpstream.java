package dev.parley.transcription.session;

import dev.parley.transcription.upstream.Upstream;
import dev.parley.transcription.upstream.UpstreamConnection;
import dev.parley.transcription.upstream.UpstreamEvents;
import java.util.ArrayList;
import java.util.List;

/** An upstream whose every move is a test's. */
final class FakeUpstream implements Upstream {

    final List<FakeConnection> connections = new ArrayList<>();

    @Override
    public UpstreamConnection connect(UpstreamEvents events) {
        FakeConnection connection = new FakeConnection(events);
        connections.add(connection);
        return connection;
    }

    /** The connection that was opened last. */
    FakeConnection last() {
        return connections.get(connections.size() - 1);
    }
}
