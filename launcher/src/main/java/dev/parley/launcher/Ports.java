package dev.parley.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The TCP ports of one running Parley: the gateway at {@code base}, its parts right after it, and the management port of
 * each part 1,000 above.
 *
 * @param base the gateway's port
 */
record Ports(int base) {

    /** The address that everything is bound to: nothing of a local run can be reached from another machine. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int HIGHEST_OFFSET = 1_004;

    Ports {
        if (base < 1 || base + HIGHEST_OFFSET > 65_535) {
            throw new IllegalArgumentException("PARLEY_PORT_BASE must be between 1 and " + (65_535 - HIGHEST_OFFSET));
        }
    }

    int of(PartName part) {
        return base + part.portOffset();
    }

    int managementOf(PartName part) {
        return of(part) + 1_000;
    }

    /** Refuses with a sentence that names the port, who wants it and the setting that moves it. */
    void requireFree(int port, String owner) throws StartFailure {
        requireFree(
                LOOPBACK,
                port,
                owner,
                "move Parley to other ports, for example: PARLEY_PORT_BASE=" + (base == 18_080 ? 28_080 : 18_080)
                        + " mvn -Pup");
    }

    /** The same for a port of any address, with what else to do about it. */
    static void requireFree(String address, int port, String owner, String remedy) throws StartFailure {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            throw new StartFailure("Port " + port + ", which " + owner
                    + " needs, is taken. End the program that uses it, or " + remedy);
        }
    }
}
