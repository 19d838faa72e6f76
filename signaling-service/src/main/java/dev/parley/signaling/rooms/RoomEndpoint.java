package dev.parley.signaling.rooms;

import dev.parley.signaling.session.Hub;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;

/** {@code /ws/rooms}. All callbacks stay on the event loop, and return at once. */
@WebSocket(path = "/ws/rooms", endpointId = "rooms")
class RoomEndpoint {

    private final Hub hub;
    private final RoomDoor door;

    RoomEndpoint(Hub hub, RoomDoor door) {
        this.hub = hub;
        this.door = door;
    }

    @NonBlocking
    @OnOpen
    void opened(WebSocketConnection connection) {
        hub.opened(connection, door.settings(), door.metrics(), door::begin);
    }

    @NonBlocking
    @OnTextMessage
    void text(String text, WebSocketConnection connection) {
        hub.text(connection, text);
    }

    @NonBlocking
    @OnBinaryMessage
    void binary(Buffer bytes, WebSocketConnection connection) {
        hub.binary(connection);
    }

    @NonBlocking
    @OnPongMessage
    void pong(Buffer bytes, WebSocketConnection connection) {
        hub.pong(connection);
    }

    @NonBlocking
    @OnClose
    void closed(CloseReason reason, WebSocketConnection connection) {
        hub.closed(connection, reason);
    }

    @NonBlocking
    @OnError
    void failed(Throwable failure, WebSocketConnection connection) {
        hub.failed(connection, failure);
    }
}
