package dev.parley.launcher;

import dev.parley.launcher.build.BuildFailure;
import dev.parley.launcher.build.Builder;
import dev.parley.launcher.build.Maven;
import dev.parley.launcher.build.Module;
import dev.parley.launcher.gateway.Gateway;
import dev.parley.launcher.gateway.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs Parley on this machine: checks tools and ports, builds what is missing, starts the parts and the gateway, waits
 * until all are ready, and stops all of them when it is told to end or when one of them does.
 */
public final class Launcher {

    private static final Duration GRACE = Duration.ofSeconds(12);
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final String PAGE = "web-ui";

    private final Options options;
    private final Settings settings;
    private final Ports ports;
    private final Consumer<String> console;
    private final Supervisor supervisor;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Gateway gateway;

    private Launcher(Options options, Settings settings, Ports ports, Consumer<String> console) {
        this.options = options;
        this.settings = settings;
        this.ports = ports;
        this.console = console;
        this.supervisor = new Supervisor(options.logs(), console, GRACE);
    }

    /** Exits with 0 if it was told to end, and with 1 if Parley could not start or go on. */
    public static void main(String[] arguments) {
        Consumer<String> console = System.out::println;
        try {
            var options = Options.parse(List.of(arguments));
            var settings = Settings.read(options.root(), System.getenv());
            var launcher = new Launcher(options, settings, options.ports(settings), console);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
            if (options.untilInputEnds()) {
                exitAtEndOf(System.in);
            }
            launcher.run();
        } catch (StartFailure | BuildFailure failure) {
            console.accept(String.valueOf(failure.getMessage()));
            System.exit(1);
        } catch (InterruptedException told) {
            System.exit(0);
        }
    }

    private void run() throws StartFailure, BuildFailure, InterruptedException {
        var names = Parts.names(settings);
        var https = Https.of(options.root(), settings);
        Tools.require("Node.js", List.of("node", "--version"), 20);
        ports.requireFree(ports.base(), "the gateway");
        for (var name : names) {
            ports.requireFree(ports.of(name), name.toString());
            ports.requireFree(ports.managementOf(name), name + " (health and metrics)");
        }
        if (https.isPresent()) {
            https.get().requireFree();
        }
        var tls = https.isPresent() ? https.get().listener(options.root()) : null;
        if (options.build()) {
            build(names);
        }
        var parts = new Parts(options.root(), ports, settings, https).all();
        console.accept("Starting "
                + (settings.offline()
                        ? "with the offline engine (no OPENAI_API_KEY is set)"
                        : "with the OpenAI settings of the environment"));
        for (var part : parts) {
            supervisor.start(part);
        }
        gateway = openGateway(new GatewayPlan(ports, settings, https)
                .config(options.root().resolve(PAGE).resolve("dist"), tls));
        new Readiness(console, READY_WITHIN).await(parts, supervisor.firstDeath());
        if (!supervisor.firstDeath().isDone()) {
            https.ifPresent(with -> console.accept(with.announcement()));
            console.accept("Parley is at http://localhost:" + ports.base() + "  (Ctrl-C stops it)");
        }
        var dead = supervisor.firstDeath().join();
        // Ctrl-C reaches the parts as well: that they end then is no news.
        if (!stopping.await(500, TimeUnit.MILLISECONDS)) {
            dead.log().awaitEnd(1_000);
            throw new StartFailure(dead.obituary());
        }
    }

    private static Gateway openGateway(GatewayConfig config) throws StartFailure {
        try {
            return Gateway.open(config);
        } catch (IOException failed) {
            throw new StartFailure("The gateway can't be opened: " + failed.getMessage());
        }
    }

    private void build(List<PartName> names) throws BuildFailure, InterruptedException {
        var modules = new ArrayList<Module>();
        for (var name : names) {
            modules.add(
                    switch (name) {
                        case WEBRTC_DOOR -> new Module(name.module(), "dist/main.js", List.of("node_modules"));
                        case OFFLINE_REALTIME ->
                            new Module(name.module(), "target/quarkus-app/quarkus-run.jar", List.of(".models"));
                        case SIGNALING_SERVICE, TRANSCRIPTION_SERVICE ->
                            new Module(name.module(), "target/quarkus-app/quarkus-run.jar", List.of());
                    });
        }
        modules.add(new Module(PAGE, "dist/index.html", List.of()));
        new Builder(options.root(), options.logs().resolve("build.log"), maven(), console).buildStale(modules);
    }

    private static Maven maven() {
        return new Maven(path("parley.maven.home"), path("parley.maven.repository"));
    }

    private static @Nullable Path path(String property) {
        var value = System.getProperty(property, "");
        return value.isEmpty() ? null : Path.of(value);
    }

    private void stop() {
        stopping.countDown();
        var opened = gateway;
        if (opened != null) {
            console.accept("Stopping …");
            opened.close();
        }
        supervisor.stop();
        if (opened != null) {
            console.accept("All parts have ended.");
        }
    }

    private static void exitAtEndOf(InputStream input) {
        var thread = new Thread(
                () -> {
                    try {
                        input.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException ended) {
                        // The same as its end: nobody is there any more.
                    }
                    System.exit(0);
                },
                "end of input");
        thread.setDaemon(true);
        thread.start();
    }
}
