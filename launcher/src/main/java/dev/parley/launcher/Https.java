package dev.parley.launcher;

import dev.parley.launcher.gateway.GatewayTls;
import dev.parley.launcher.tls.LocalCertificate;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PARLEY_TLS=true} adds to a run: the gateway also listens for https, at an address of this machine that other
 * devices reach. Browsers give camera and microphone to nobody else but localhost.
 *
 * @param address the address that it binds, and the door of tab 4 with it
 * @param port the port that it binds
 * @param hosts names and addresses, besides localhost, that the page is asked for by
 * @param certificates a folder with a certificate of the person's own; null to make one
 */
record Https(
        String address,
        int port,
        Set<String> hosts,
        @Nullable Path certificates) {

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

    /** Reads the settings; empty where nobody asked for https. */
    static Optional<Https> of(Path root, Settings settings) throws StartFailure {
        if (!Boolean.parseBoolean(settings.get("PARLEY_TLS", "false"))) {
            return Optional.empty();
        }
        var address = settings.get("PARLEY_BIND_ADDRESS", Ports.LOOPBACK);
        var hosts = new LinkedHashSet<>(settings.list("PARLEY_GATEWAY_HOSTS"));
        if (!WILDCARDS.contains(address)) {
            hosts.add(address);
        }
        var certificates = settings.get("PARLEY_TLS_CERTIFICATES", "");
        return Optional.of(new Https(
                address,
                port(settings.get("PARLEY_TLS_PORT", "8443")),
                hosts,
                certificates.isEmpty() ? null : root.resolve(certificates)));
    }

    /** The address at which a part that binds {@link #address()} is reached from this machine. */
    String reachedAt() {
        return WILDCARDS.contains(address) ? Ports.LOOPBACK : address;
    }

    /** What the person should know of it, as a line for the console. */
    String announcement() {
        var host = hosts.stream().findFirst().orElse("localhost");
        var url = "https://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        return "For other devices: " + url
                + (certificates == null ? "  (" + url + "/trust tells how to trust its certificate)" : "");
    }

    /** Refuses with a sentence for the person if the port is taken. */
    void requireFree() throws StartFailure {
        Ports.requireFree(address, port, "https", "choose another one, for example: PARLEY_TLS_PORT=18443");
    }

    /** Finds or makes the certificate. */
    GatewayTls listener(Path root) throws StartFailure {
        try {
            return certificates == null ? withLocalCertificate(root) : withOwnCertificate(certificates);
        } catch (IOException failed) {
            throw new StartFailure("https can't be served: " + failed.getMessage());
        }
    }

    private GatewayTls withLocalCertificate(Path root) throws IOException {
        var names = new LinkedHashSet<>(Set.of("localhost", Ports.LOOPBACK));
        names.addAll(hosts);
        var local = LocalCertificate.prepare(root.resolve(".tls"), names, Clock.systemUTC());
        var options = new PfxOptions()
                .setPath(local.keyStore().toString())
                .setPassword(LocalCertificate.PASSWORD)
                .setAlias(LocalCertificate.ALIAS);
        var page = root.resolve("web-ui/nginx/pages/trust.html");
        return listener(options, new GatewayTls.Trust(page, local.authority()));
    }

    private GatewayTls withOwnCertificate(Path folder) throws IOException {
        var certificate = folder.resolve("tls.crt");
        var key = folder.resolve("tls.key");
        if (!Files.isReadable(certificate) || !Files.isReadable(key)) {
            throw new IOException("PARLEY_TLS_CERTIFICATES names " + folder + ", which must have tls.crt and tls.key");
        }
        var options =
                new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString());
        return listener(options, null);
    }

    private GatewayTls listener(KeyCertOptions certificate, GatewayTls.@Nullable Trust trust) {
        return new GatewayTls(address, port, certificate, trust);
    }

    private static int port(String value) throws StartFailure {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new StartFailure("PARLEY_TLS_PORT must be a port's number");
        }
        return Integer.parseInt(value);
    }
}
