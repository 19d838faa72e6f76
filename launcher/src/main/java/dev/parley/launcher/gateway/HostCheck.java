package dev.parley.launcher.gateway;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests that were addressed to a name that isn't ours. A foreign site may let its own name point at the
 * loopback address (DNS rebinding); to the browser, and to every check of the origin, it would then be the same origin.
 */
final class HostCheck implements Handler<RoutingContext> {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Set<String> others;

    HostCheck(Set<String> others) {
        this.others = others;
    }

    @Override
    public void handle(RoutingContext context) {
        var authority = context.request().authority();
        if (authority != null && isOurs(authority)) {
            context.next();
        } else {
            new Problem(
                            421,
                            "foreign_host",
                            "Parley is not served under this name. PARLEY_GATEWAY_HOSTS can add names.")
                    .send(context.response());
        }
    }

    private boolean isOurs(HostAndPort authority) {
        var host = authority.host().toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(host) || host.endsWith(".localhost") || others.contains(host);
    }
}
