package dev.parley.launcher.gateway;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway serves.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param page the folder of the static page
 * @param routes the paths that go to the parts; the longest prefix that fits takes a request
 * @param connectSources origins besides its own that the page may connect to
 * @param tls where https is served as well; null for http alone
 * @param hosts names besides those of this machine's loopback under which the gateway may be addressed
 */
public record GatewayConfig(
        String host,
        int port,
        @Nullable GatewayTls tls,
        Path page,
        List<Route> routes,
        List<String> connectSources,
        Set<String> hosts) {

    public GatewayConfig {
        routes = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        connectSources = List.copyOf(connectSources);
        hosts = Set.copyOf(hosts);
    }
}
