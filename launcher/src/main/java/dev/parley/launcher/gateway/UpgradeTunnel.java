package dev.parley.launcher.gateway;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;

/**
 * Passes a WebSocket to a part: the upgrade request and its answer with all their headers (origin, host, sub-protocols),
 * and after that the bytes of both directions as they are, each side read only as fast as the other takes them. Frames and
 * close codes are never looked at, and an idle socket stays as long as its ends keep it.
 */
final class UpgradeTunnel {

    private final HttpClient client;
    private final Route route;

    UpgradeTunnel(HttpClient client, Route route) {
        this.client = client;
        this.route = route;
    }

    static boolean isUpgrade(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    void open(HttpServerRequest request) {
        var options = new RequestOptions()
                .setServer(route.origin())
                .setHost(request.authority().host())
                .setPort(request.authority().port())
                .setMethod(HttpMethod.GET)
                .setURI(request.uri());
        client.request(options)
                .onSuccess(outgoing -> upgrade(request, outgoing))
                .onFailure(unreachable -> Problem.away(route).send(request.response()));
    }

    private void upgrade(HttpServerRequest request, HttpClientRequest outgoing) {
        outgoing.headers().addAll(request.headers());
        outgoing.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        // An upgrade has no body; what says otherwise would be read by the part as the start of another request.
        outgoing.headers().remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
        ForwardedHeaders.write(request, outgoing.headers());
        request.response().closeHandler(gone -> outgoing.reset());
        outgoing.connect().onSuccess(answer -> answered(request, answer)).onFailure(failure -> Problem.broken(route)
                .send(request.response()));
        outgoing.end();
    }

    private void answered(HttpServerRequest request, HttpClientResponse answer) {
        var response = request.response().setStatusCode(answer.statusCode());
        response.headers().addAll(answer.headers());
        if (answer.statusCode() != 101) {
            answer.pipeTo(response).onFailure(failure -> response.reset());
            return;
        }
        var inner = answer.netSocket();
        inner.pause();
        request.toNetSocket().onSuccess(outer -> join(outer, inner)).onFailure(gone -> inner.close());
    }

    private static void join(NetSocket outer, NetSocket inner) {
        outer.pipeTo(inner).onComplete(ended -> inner.close());
        inner.pipeTo(outer).onComplete(ended -> outer.close());
    }
}
