package dev.parley.signaling.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script of the resource folder {@code redis/}, with the libraries that they share in front.
 *
 * @param name its file's name
 * @param sha by which a server that knows it runs it
 */
public record Script(String name, String text, String sha) {

    private static final String LIBRARY = "lib";
    private static final String ROOMS_LIBRARY = "rooms-lib";

    /** Reads a script. */
    static Script load(String name) {
        return of(name, read(LIBRARY) + read(name));
    }

    /** Reads a script of the part of rooms, which has a library of its own, too. */
    static Script loadRooms(String name) {
        return of(name, read(LIBRARY) + read(ROOMS_LIBRARY) + read(name));
    }

    private static Script of(String name, String text) {
        return new Script(name, text, sha1(text));
    }

    private static String read(String name) {
        String path = "/redis/" + name + ".lua";
        try (InputStream file = Script.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("There is no resource " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
