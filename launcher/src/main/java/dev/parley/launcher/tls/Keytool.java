package dev.parley.launcher.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JDK's {@code keytool}, which makes keys and certificates, on one PKCS#12 file. */
final class Keytool {

    private final Path keyStore;
    private final String password;

    Keytool(Path keyStore, String password) {
        this.keyStore = keyStore;
        this.password = password;
    }

    /** Adds a key pair on the curve P-256 and its certificate, valid from now on. */
    void generate(String alias, String subject, int validDays, List<String> more) throws IOException {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", subject));
        arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", String.valueOf(validDays)));
        arguments.addAll(more);
        run(arguments);
    }

    /** Removes a key and its certificate. */
    void delete(String alias) throws IOException {
        run(List.of("-delete", "-alias", alias));
    }

    /** Writes a certificate as PEM. */
    void export(String alias, Path file) throws IOException {
        run(List.of("-exportcert", "-rfc", "-alias", alias, "-file", file.toString()));
    }

    /** The certificate of that name, if there is one. */
    Optional<X509Certificate> certificate(String alias) throws IOException {
        try (InputStream file = Files.newInputStream(keyStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(file, password.toCharArray());
            return Optional.ofNullable((X509Certificate) store.getCertificate(alias));
        } catch (GeneralSecurityException broken) {
            throw new IOException(keyStore + " can't be read: " + broken.getMessage(), broken);
        }
    }

    private void run(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", password));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool could not make a certificate: " + output.strip());
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
