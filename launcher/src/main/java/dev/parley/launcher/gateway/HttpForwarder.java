package dev.parley.launcher.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;

/** Passes plain HTTP requests to one part, with their Host, and streams the answer back. */
final class HttpForwarder {

    private final HttpProxy proxy;

    HttpForwarder(HttpClient client, Route route) {
        this.proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(route.origin())
                .addInterceptor(new Interceptor(route));
    }

    void forward(HttpServerRequest request) {
        proxy.handle(request);
    }

    private record Interceptor(Route route) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            var request = context.request();
            var original = request.proxiedRequest();
            ForwardedHeaders.write(original, request.headers());
            // The proxy would send the part's own address otherwise, and a same-origin check there would fail.
            request.setAuthority(original.authority());
            return context.sendRequest().recover(failure -> {
                var problem = failure instanceof ConnectException ? Problem.away(route) : Problem.broken(route);
                var response = request.release().response().setStatusCode(problem.status());
                response.putHeader("Content-Type", Problem.MEDIA_TYPE);
                if (problem.status() == 503) {
                    response.putHeader("Retry-After", "1");
                }
                return Future.succeededFuture(response.setBody(Body.body(problem.body())));
            });
        }
    }
}
