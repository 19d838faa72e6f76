package dev.parley.signaling.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A redis-server of its own process, which can be killed, started again and paused. */
public final class RedisServer implements AutoCloseable {

    private static final File EXECUTABLE = executable();

    private final int port;
    private final @Nullable Path data;
    private Process process;

    private RedisServer(int port, @Nullable Path data) {
        this.port = port;
        this.data = data;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** A server that keeps nothing on disk. */
    public static RedisServer volatileData() {
        return new RedisServer(freePort(), null);
    }

    /** A server that has every write on disk before it answers. */
    public static RedisServer durable(Path data) {
        return new RedisServer(freePort(), data);
    }

    /** Where it listens. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it without a chance to say anything. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts it again, with the data that it had on disk. */
    public void restart() {
        process = launch();
    }

    /** Stops its process where it is: connections stay, answers don't come. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(
                List.of(EXECUTABLE.getPath(), "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        if (data != null) {
            command.addAll(List.of("--dir", data.toString(), "--appendonly", "yes", "--appendfsync", "always"));
        }
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader output = started.inputReader();
            String line = output.readLine();
            while (line != null && !line.contains("Ready to accept connections")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("redis-server does not start on port " + port);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await() {
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File executable() {
        try {
            return ExecutableProvider.newJarResourceProvider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
