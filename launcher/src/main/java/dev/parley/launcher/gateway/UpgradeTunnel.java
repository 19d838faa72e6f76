package dev.parley.launcher.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/**
 * Passes a WebSocket to a part: the upgrade request and its answer with all their headers (origin, host, sub-protocols),
 * and after that the bytes of both directions as they are, each side read only as fast as the other takes them. Frames and
 * close codes are never looked at, and an idle socket stays as long as its ends keep it.
 */
final class UpgradeTunnel {

    private final NetClient client;
    private final Route route;

    UpgradeTunnel(NetClient client, Route route) {
        this.client = client;
        this.route = route;
    }

    static boolean isUpgrade(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    void open(HttpServerRequest request) {
        client.connect(route.origin())
                .onSuccess(part -> shakeHands(request, part))
                .onFailure(refused -> Problem.away(route).send(request.response()));
    }

    private void shakeHands(HttpServerRequest request, NetSocket part) {
        request.response().closeHandler(gone -> part.close());
        part.closeHandler(closed -> Problem.broken(route).send(request.response()));
        var answer = new UpgradeAnswer();
        part.handler(bytes -> {
            if (answer.add(bytes)) {
                part.pause().handler(null).closeHandler(null);
                request.response().closeHandler(null);
                answered(request, part, answer);
            } else if (answer.isTooLong()) {
                part.close();
            }
        });
        part.write(head(request));
    }

    private void answered(HttpServerRequest request, NetSocket part, UpgradeAnswer answer) {
        if (answer.status() != 101) {
            part.close();
            Problem.refused(route, answer.status()).send(request.response());
            return;
        }
        request.response().headers().addAll(answer.headers());
        request.toNetSocket()
                .onSuccess(browser -> {
                    browser.write(answer.rest());
                    join(browser, part);
                })
                .onFailure(gone -> part.close());
    }

    private static void join(NetSocket browser, NetSocket part) {
        browser.pipeTo(part).onComplete(ended -> part.close());
        part.pipeTo(browser).onComplete(ended -> browser.close());
    }

    /** The request as it came, but for what only concerned the browser's own connection, and what it claimed of itself. */
    private static Buffer head(HttpServerRequest request) {
        var headers = HttpHeaders.headers().addAll(request.headers());
        headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        // An upgrade has no body; what says otherwise would be read by the part as the start of another request.
        headers.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
        ForwardedHeaders.write(request, headers);
        var head = Buffer.buffer("GET " + request.uri() + " HTTP/1.1\r\n");
        headers.forEach((name, value) ->
                head.appendString(name).appendString(": ").appendString(value).appendString("\r\n"));
        return head.appendString("\r\n");
    }
}
