package dev.parley.launcher.gateway;

import io.vertx.core.net.SocketAddress;

/**
 * Where requests for a path go.
 *
 * @param prefix a whole path, or the beginning of one up to a slash
 * @param part the name of the part behind it, for messages
 * @param origin where that part listens
 */
public record Route(String prefix, String part, SocketAddress origin) {

    boolean takes(String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
