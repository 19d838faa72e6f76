package dev.parley.launcher;

import static dev.parley.launcher.PartName.OFFLINE_REALTIME;
import static dev.parley.launcher.PartName.SIGNALING_SERVICE;
import static dev.parley.launcher.PartName.TRANSCRIPTION_SERVICE;
import static dev.parley.launcher.PartName.WEBRTC_DOOR;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which parts a run consists of, and the command and environment of each. */
final class Parts {

    private static final int FIRST_JDK_THAT_WARNS_OF_NATIVE_ACCESS = 22;

    private final Path root;
    private final Ports ports;
    private final Settings settings;
    private final Optional<Https> https;

    Parts(Path root, Ports ports, Settings settings, Optional<Https> https) {
        this.root = root;
        this.ports = ports;
        this.settings = settings;
        this.https = https;
    }

    /** Their names: the offline engine and its door only where no OpenAI is configured. */
    static List<PartName> names(Settings settings) {
        return settings.offline() ? List.of(PartName.values()) : List.of(SIGNALING_SERVICE, TRANSCRIPTION_SERVICE);
    }

    List<Part> all() {
        return names(settings).stream().map(this::part).toList();
    }

    private Part part(PartName name) {
        return new Part(
                name.toString(),
                name == WEBRTC_DOOR ? nodeCommand() : javaCommand(name),
                environment(name),
                root,
                URI.create("http://" + Ports.LOOPBACK + ":" + ports.managementOf(name) + "/q/health/ready"));
    }

    private List<String> nodeCommand() {
        return List.of(
                "node",
                root.resolve(WEBRTC_DOOR.module()).resolve("dist/main.js").toString());
    }

    private List<String> javaCommand(PartName name) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (name == OFFLINE_REALTIME && Runtime.version().feature() >= FIRST_JDK_THAT_WARNS_OF_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-jar");
        command.add(root.resolve(name.module())
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        return command;
    }

    private Map<String, String> environment(PartName name) {
        var environment = new HashMap<>(settings.all());
        if (name == WEBRTC_DOOR) {
            // The browsers of other devices send it their audio directly.
            environment.put("PARLEY_DOOR_HOST", https.map(Https::address).orElse(Ports.LOOPBACK));
            environment.put("PARLEY_DOOR_MANAGEMENT_HOST", Ports.LOOPBACK);
            environment.put("PARLEY_DOOR_PORT", String.valueOf(ports.of(name)));
            environment.put("PARLEY_DOOR_MANAGEMENT_PORT", String.valueOf(ports.managementOf(name)));
        } else {
            environment.put("QUARKUS_HTTP_HOST", Ports.LOOPBACK);
            environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.of(name)));
            environment.put("QUARKUS_MANAGEMENT_HOST", Ports.LOOPBACK);
            environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(ports.managementOf(name)));
            // The gateway is the only way in, and overwrites what a client claims about itself.
            environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
            environment.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
            environment.put("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true");
            environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", Ports.LOOPBACK);
        }
        if (settings.offline() && name != SIGNALING_SERVICE) {
            addOffline(environment, name);
        }
        return environment;
    }

    private void addOffline(Map<String, String> environment, PartName name) {
        environment.put("PARLEY_OFFLINE_URL", "http://" + Ports.LOOPBACK + ":" + ports.of(OFFLINE_REALTIME) + "/v1");
        if (name == TRANSCRIPTION_SERVICE) {
            environment.putIfAbsent("PARLEY_UPSTREAM_PUBLIC_URL", "/v1");
        }
        if (name == OFFLINE_REALTIME) {
            // ONNX Runtime would report its use to its makers otherwise.
            environment.put("ORT_DISABLE_TELEMETRY", "1");
            environment.putIfAbsent(
                    "PARLEY_OFFLINE_MODELS",
                    root.resolve(OFFLINE_REALTIME.module()).resolve(".models").toString());
        }
    }
}
