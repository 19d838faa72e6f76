package dev.parley.launcher.gateway;

import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway serves https, besides http.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 * @param certificate the certificate and its private key
 * @param trust how to trust that certificate; null for one that everybody trusts anyway
 */
public record GatewayTls(
        String host,
        int port,
        KeyCertOptions certificate,
        @Nullable Trust trust) {

    /**
     * What the gateway hands out at {@code /trust} and {@code /local-ca.crt}.
     *
     * @param page a page for people
     * @param authority the certificate of the authority that they shall trust, as PEM
     */
    public record Trust(Path page, Path authority) {}
}
