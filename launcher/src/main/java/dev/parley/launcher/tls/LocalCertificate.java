package dev.parley.launcher.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A certificate for the names of this machine, signed by an authority that was made here too. Both are kept and used again,
 * so that a device has to trust the authority only once; the certificate alone is made anew, when the names have changed or
 * its end is near.
 *
 * @param keyStore a PKCS#12 file with the certificate and its private key under {@link #ALIAS}
 * @param authority the authority's own certificate as PEM, for the devices that shall trust it
 */
public record LocalCertificate(Path keyStore, Path authority) {

    /** Names the certificate in the key store. */
    public static final String ALIAS = "gateway";

    /** PKCS#12 asks for one; what guards the keys is that only their owner may look into the folder. */
    public static final String PASSWORD = "parley-local";

    private static final String AUTHORITY = "authority";
    private static final int AUTHORITY_VALID_DAYS = 3650;

    /** Browsers refuse certificates that are valid for longer. */
    private static final int VALID_DAYS = 397;

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(7);

    /**
     * Takes the folder's certificate where it fits, and otherwise makes one, which takes some seconds.
     *
     * @param folder where authority and certificate are kept; made where it is missing
     * @param names host names and IP addresses that the certificate is for
     * @throws IOException if the folder can't be used, or keytool fails; the message is for people
     */
    public static LocalCertificate prepare(Path folder, Set<String> names, Clock clock) throws IOException {
        var local = new LocalCertificate(folder.resolve("keys.p12"), folder.resolve("local-ca.crt"));
        var keytool = new Keytool(local.keyStore, PASSWORD);
        if (!Files.exists(local.keyStore)) {
            makePrivate(folder);
            keytool.generate(
                    AUTHORITY,
                    "CN=Parley local authority",
                    AUTHORITY_VALID_DAYS,
                    List.of("-ext", "bc:critical=ca:true,pathlen:0", "-ext", "ku:critical=keyCertSign"));
            keytool.export(AUTHORITY, local.authority);
        }
        var current = keytool.certificate(ALIAS);
        if (current.isEmpty() || !fits(current.get(), names, clock)) {
            if (current.isPresent()) {
                keytool.delete(ALIAS);
            }
            var alternatives = names.stream().map(LocalCertificate::typed).collect(Collectors.joining(","));
            keytool.generate(
                    ALIAS,
                    "CN=Parley",
                    VALID_DAYS,
                    List.of("-signer", AUTHORITY, "-ext", "san=" + alternatives, "-ext", "eku=serverAuth"));
        }
        return local;
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean fits(X509Certificate certificate, Set<String> names, Clock clock) throws IOException {
        try {
            var certified = new TreeSet<String>();
            for (var alternative : certificate.getSubjectAlternativeNames()) {
                certified.add(String.valueOf(alternative.get(1)));
            }
            var end = certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE_END);
            return certified.equals(new TreeSet<>(names)) && clock.instant().isBefore(end);
        } catch (CertificateParsingException broken) {
            throw new IOException("The certificate can't be read: " + broken.getMessage(), broken);
        }
    }

    private static String typed(String name) {
        return (isAddress(name) ? "ip:" : "dns:") + name;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    }
}
