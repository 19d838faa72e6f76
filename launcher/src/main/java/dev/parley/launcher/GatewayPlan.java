package dev.parley.launcher;

import dev.parley.launcher.gateway.GatewayConfig;
import dev.parley.launcher.gateway.GatewayTls;
import dev.parley.launcher.gateway.Route;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway serves and to where, for the parts of this run. */
final class GatewayPlan {

    private static final List<String> OPENAI = List.of("https://api.openai.com", "wss://api.openai.com");

    private final Ports ports;
    private final Settings settings;
    private final Optional<Https> https;

    GatewayPlan(Ports ports, Settings settings, Optional<Https> https) {
        this.ports = ports;
        this.settings = settings;
        this.https = https;
    }

    GatewayConfig config(Path page, @Nullable GatewayTls tls) {
        var hosts = new LinkedHashSet<>(settings.list("PARLEY_GATEWAY_HOSTS"));
        https.ifPresent(with -> hosts.addAll(with.hosts()));
        return new GatewayConfig(Ports.LOOPBACK, ports.base(), tls, page, routes(), connectSources(), hosts);
    }

    private List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var prefix : List.of("/ws/chat", "/ws/rooms", "/api/chat", "/api/ice-servers")) {
            routes.add(route(prefix, PartName.SIGNALING_SERVICE));
        }
        for (var prefix : List.of("/ws/transcription", "/api/transcription", "/api/transcription-session")) {
            routes.add(route(prefix, PartName.TRANSCRIPTION_SERVICE));
        }
        if (settings.offline()) {
            routes.add(route("/v1/realtime/calls", PartName.WEBRTC_DOOR));
            routes.add(route("/v1/realtime", PartName.OFFLINE_REALTIME));
        }
        return routes;
    }

    private Route route(String prefix, PartName part) {
        var host = part == PartName.WEBRTC_DOOR ? https.map(Https::reachedAt).orElse(Ports.LOOPBACK) : Ports.LOOPBACK;
        return new Route(prefix, part.toString(), SocketAddress.inetSocketAddress(ports.of(part), host));
    }

    /** Where the page may connect to besides its own origin: OpenAI, and another upstream if one is configured. */
    private List<String> connectSources() {
        var sources = new LinkedHashSet<>(OPENAI);
        for (var name : List.of("PARLEY_UPSTREAM_PUBLIC_URL", "OPENAI_BASE_URL")) {
            var url = URI.create(settings.get(name, ""));
            if (url.isAbsolute() && url.getRawAuthority() != null) {
                var secure = url.getScheme().endsWith("s") ? "s" : "";
                sources.add("http" + secure + "://" + url.getRawAuthority());
                sources.add("ws" + secure + "://" + url.getRawAuthority());
            }
        }
        return List.copyOf(sources);
    }
}
