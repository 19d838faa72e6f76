package dev.parley.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One kustomization, rendered: an overlay of ours, or a combination of components that a cluster's owner could make. */
record Rendering(String name, List<JsonNode> resources) {

    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    /** Every overlay and every combination. */
    static List<Rendering> all() {
        return Cache.ALL;
    }

    static Rendering named(String name) {
        return all().stream()
                .filter(rendering -> rendering.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> ofKind(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    List<JsonNode> workloads() {
        return WORKLOADS.stream().flatMap(kind -> ofKind(kind).stream()).toList();
    }

    static String nameOf(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    static JsonNode podOf(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static Map<String, String> labelsOfPod(JsonNode workload) {
        return map(workload.at("/spec/template/metadata/labels"));
    }

    static List<JsonNode> containersOf(JsonNode workload) {
        return Stream.of("containers", "initContainers")
                .flatMap(field -> stream(podOf(workload).path(field)))
                .toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> map(JsonNode object) {
        var map = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Rendered once for all tests. */
    private static final class Cache {

        static final List<Rendering> ALL = render();

        private static List<Rendering> render() {
            var kubectl = Kubectl.find();
            var renderings = new ArrayList<Rendering>();
            for (var folder : List.of("k8s/overlays", "k8s/tests/combinations")) {
                for (var kustomization : foldersIn(Repository.ROOT.resolve(folder))) {
                    var yaml = kubectl.render(kustomization);
                    var name = String.valueOf(kustomization.getFileName());
                    renderings.add(new Rendering(name, Repository.documents(yaml)));
                }
            }
            return List.copyOf(renderings);
        }

        private static List<Path> foldersIn(Path folder) {
            try (var entries = Files.list(folder)) {
                return entries.filter(Files::isDirectory).sorted().toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
