package dev.parley.launcher.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificateTest {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "parley.example");

    @TempDir
    static Path home;

    private static LocalCertificate local;

    @BeforeAll
    static void make() throws IOException {
        local = LocalCertificate.prepare(home.resolve("tls"), NAMES, Clock.systemUTC());
    }

    @Test
    void isForTheNamesAndSignedByTheAuthority() throws Exception {
        var certificate = certificate(local);

        certificate.verify(authority(local).getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"), List.of(2, "parley.example"), List.of(7, "127.0.0.1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(authority(local).getBasicConstraints()).isZero();
    }

    @Test
    void staysAsItIsWhileItFits() throws Exception {
        var again = LocalCertificate.prepare(home.resolve("tls"), NAMES, Clock.systemUTC());

        assertThat(certificate(again)).isEqualTo(certificate(local));
    }

    @Test
    void isMadeAnewForOtherNamesAndNearItsEndByTheSameAuthority(@TempDir Path copy) throws Exception {
        copyTo(copy);
        var others = Set.of("localhost", "192.168.1.20");
        var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(391));

        var other = certificate(LocalCertificate.prepare(copy, others, Clock.systemUTC()));
        var renewed = certificate(LocalCertificate.prepare(copy, others, later));

        assertThat(other.getSerialNumber()).isNotEqualTo(certificate(local).getSerialNumber());
        assertThat(renewed.getSerialNumber()).isNotEqualTo(other.getSerialNumber());
        renewed.verify(authority(local).getPublicKey());
    }

    @Test
    void letsNobodyElseLookAtItsKeys() throws Exception {
        assertThat(Files.getPosixFilePermissions(home.resolve("tls")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.readString(local.authority())).doesNotContain("PRIVATE KEY");
    }

    @Test
    void saysWhatKeytoolComplainsOf(@TempDir Path copy) throws Exception {
        copyTo(copy);

        assertThatThrownBy(() -> LocalCertificate.prepare(copy, Set.of("no name at all"), Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keytool");
    }

    private static void copyTo(Path folder) throws IOException {
        Files.copy(local.keyStore(), folder.resolve("keys.p12"));
        Files.copy(local.authority(), folder.resolve("local-ca.crt"));
    }

    private static X509Certificate certificate(LocalCertificate local) throws Exception {
        try (InputStream file = Files.newInputStream(local.keyStore())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(file, LocalCertificate.PASSWORD.toCharArray());
            return (X509Certificate) store.getCertificate(LocalCertificate.ALIAS);
        }
    }

    private static X509Certificate authority(LocalCertificate local) throws Exception {
        try (InputStream file = Files.newInputStream(local.authority())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }
}
