package dev.parley.launcher.gateway;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.ext.web.RoutingContext;

/** One route's way to its part, for plain HTTP and for WebSockets. */
final class PartProxy {

    private final Route route;
    private final HttpForwarder http;
    private final UpgradeTunnel webSockets;

    PartProxy(Route route, HttpClient forHttp, NetClient forWebSockets) {
        this.route = route;
        this.http = new HttpForwarder(forHttp, route);
        this.webSockets = new UpgradeTunnel(forWebSockets, route);
    }

    /** Takes the request if its path is on the route, and otherwise leaves it to the next handler. */
    void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!route.takes(request.path())) {
            context.next();
        } else if (!context.normalizedPath().equals(request.path())) {
            // A part could read a path with dots or escapes in it as another one than was matched here.
            new Problem(400, "invalid_path", "The path must be in its normal form.").send(context.response());
        } else if (UpgradeTunnel.isUpgrade(request)) {
            webSockets.open(request);
        } else {
            http.forward(request);
        }
    }
}
