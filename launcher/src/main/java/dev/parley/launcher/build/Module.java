package dev.parley.launcher.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One Maven module and the file by which its build can be told to be done. As with make, that file's time is compared
 * with the times of the sources: a module is fresh if its product is younger than all of them.
 *
 * @param folder the module's folder below the repository's root, which is how Maven's {@code -pl} names it
 * @param product the youngest file of its build, below its folder
 * @param needs files or folders below its folder that must exist too
 */
public record Module(String folder, String product, List<String> needs) {

    /** What builds and downloads make, and tests, which no product contains. */
    private static final Set<String> NO_SOURCES =
            Set.of("target", "node_modules", "dist", ".models", "test", "coverage");

    public Module {
        needs = List.copyOf(needs);
    }

    /** True if it is built, and nothing that it is made of has changed since. */
    boolean isFresh(Path root) throws IOException {
        var directory = root.resolve(folder);
        var built = directory.resolve(product);
        if (!Files.exists(built) || !needs.stream().map(directory::resolve).allMatch(Files::exists)) {
            return false;
        }
        var builtAt = Files.getLastModifiedTime(built);
        return Files.getLastModifiedTime(root.resolve("pom.xml")).compareTo(builtAt) <= 0
                && youngestSource(directory).compareTo(builtAt) <= 0;
    }

    /** Dates the product back to when its build began, so that what was edited meanwhile counts as newer. */
    void markBuilt(Path root, Instant begin) throws IOException {
        Files.setLastModifiedTime(root.resolve(folder).resolve(product), FileTime.from(begin));
    }

    /** Folders count too, for a file that is deleted changes nothing else; but not the module's own, where builds write. */
    private static FileTime youngestSource(Path directory) throws IOException {
        var youngest = new SimpleFileVisitor<Path>() {
            private FileTime time = FileTime.fromMillis(0);

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (folder.equals(directory)) {
                    return FileVisitResult.CONTINUE;
                }
                if (NO_SOURCES.contains(folder.getFileName().toString()) || Files.exists(folder.resolve("pom.xml"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                take(attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                take(attributes);
                return FileVisitResult.CONTINUE;
            }

            private void take(BasicFileAttributes attributes) {
                if (attributes.lastModifiedTime().compareTo(time) > 0) {
                    time = attributes.lastModifiedTime();
                }
            }
        };
        Files.walkFileTree(directory, youngest);
        return youngest.time;
    }
}
