package dev.parley.k8s;

import static dev.parley.k8s.Rendering.containersOf;
import static dev.parley.k8s.Rendering.labelsOfPod;
import static dev.parley.k8s.Rendering.map;
import static dev.parley.k8s.Rendering.nameOf;
import static dev.parley.k8s.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That names, labels and ports meet: what selects finds something, and what is called listens. */
class WiringTest {

    static List<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everySelectorFindsOneWorkload(Rendering rendering) {
        for (var kind : List.of("Service", "PodDisruptionBudget", "Deployment", "StatefulSet")) {
            for (var resource : rendering.ofKind(kind)) {
                var selector = resource.path("spec").path("selector");
                var labels = map(selector.has("matchLabels") ? selector.path("matchLabels") : selector);
                assertThat(selected(rendering, labels))
                        .as("%s %s selects", kind, nameOf(resource))
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void servicesCallPortsThatAreOpen(Rendering rendering) {
        for (var service : rendering.ofKind("Service")) {
            var workload =
                    selected(rendering, map(service.at("/spec/selector"))).get(0);
            assertThat(stream(service.at("/spec/ports"))
                            .map(port -> port.path("targetPort").asText()))
                    .as(nameOf(service))
                    .isSubsetOf(openPorts(workload));
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void routesLeadToServices(Rendering rendering) {
        var services =
                rendering.ofKind("Service").stream().map(Rendering::nameOf).toList();
        for (var ingress : rendering.ofKind("Ingress")) {
            assertThat(ingress.findValues("service"))
                    .isNotEmpty()
                    .allMatch(service -> services.contains(service.path("name").asText()));
        }
        for (var route : rendering.ofKind("HTTPRoute")) {
            assertThat(route.findValues("backendRefs"))
                    .isNotEmpty()
                    .allMatch(refs -> services.contains(refs.at("/0/name").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void settingsThatPodsReadAreThere(Rendering rendering) {
        var maps = rendering.ofKind("ConfigMap").stream().map(Rendering::nameOf).toList();
        for (var workload : rendering.workloads()) {
            for (var container : containersOf(workload)) {
                assertThat(stream(container.path("envFrom"))
                                .map(from -> from.at("/configMapRef/name").asText()))
                        .as(nameOf(workload))
                        .hasSize(nameOf(workload).equals("redis") ? 0 : 1)
                        .isSubsetOf(maps);
            }
        }
    }

    @Test
    void portsAreThoseOfTheServices() {
        var everything = Rendering.named("everything");
        for (var service : List.of("signaling-service", "transcription-service", "offline-realtime")) {
            var properties = Repository.properties(service + "/src/main/resources/application.properties");
            assertThat(containerPorts(everything, service))
                    .containsEntry("http", properties.getProperty("quarkus.http.port"))
                    .containsEntry("management", properties.getProperty("quarkus.management.port"));
        }
        var door = Repository.text("offline-realtime/webrtc-door/src/config.ts");
        containerPorts(everything, "webrtc-door").entrySet().stream()
                .filter(port -> !port.getKey().startsWith("media"))
                .forEach(port -> assertThat(door).contains("'" + port.getValue() + "'"));
        var nginx = Repository.text("web-ui/nginx/templates/default.conf.template");
        assertThat(containerPorts(everything, "gateway").values())
                .allSatisfy(port -> assertThat(nginx).containsPattern("listen " + port + "\\b"));
    }

    @Test
    void theDoorTellsBrowsersPortsThatAreOpenAtTheNode() {
        var everything = Rendering.named("everything");
        var settings = everything.ofKind("ConfigMap").stream()
                .filter(map -> nameOf(map).startsWith("door-settings"))
                .map(map -> map.at("/data/PARLEY_DOOR_UDP_PORTS").asText())
                .collect(Collectors.joining());
        var media = everything.ofKind("Service").stream()
                .filter(service -> nameOf(service).equals("webrtc-door-media"))
                .findFirst()
                .orElseThrow();
        var ports = stream(media.at("/spec/ports")).toList();

        assertThat(ports)
                .allMatch(port -> port.path("nodePort").asInt()
                                == port.path("targetPort").asInt()
                        && port.path("port").asInt() == port.path("targetPort").asInt());
        assertThat(settings)
                .isEqualTo(ports.get(0).path("port").asText() + "-"
                        + ports.get(ports.size() - 1).path("port").asText());
    }

    @Test
    void productionHasNoOfflineEngine() {
        assertThat(Rendering.named("production").workloads())
                .extracting(Rendering::nameOf)
                .containsExactlyInAnyOrder("gateway", "signaling-service", "transcription-service", "redis");
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void severalSignalingServicesShareStateAndSecret(Rendering rendering) {
        var deployment = rendering.workloads().stream()
                .filter(workload -> nameOf(workload).equals("signaling-service"))
                .findFirst()
                .orElseThrow();
        var settings = rendering.ofKind("ConfigMap").stream()
                .filter(map -> nameOf(map).startsWith("signaling-settings"))
                .map(settingsMap -> map(settingsMap.path("data")))
                .findFirst()
                .orElseThrow();
        var variables = stream(containersOf(deployment).get(0).path("env"))
                .collect(Collectors.toMap(variable -> variable.path("name").asText(), variable -> variable));
        var secret = variables.get("PARLEY_RESUME_SECRET").at("/valueFrom/secretKeyRef/optional");
        var replicas = deployment.at("/spec/replicas").asInt();
        var strategy = deployment.at("/spec/strategy/type").asText();

        if (settings.get("PARLEY_CLUSTER_MODE").equals("redis")) {
            assertThat(replicas).isEqualTo(2);
            assertThat(strategy).isEqualTo("RollingUpdate");
            assertThat(secret.asBoolean(true)).as("may be missing").isFalse();
            assertThat(settings.containsKey("QUARKUS_REDIS_HOSTS"))
                    .isNotEqualTo(variables.containsKey("QUARKUS_REDIS_HOSTS"));
        } else {
            assertThat(replicas).isEqualTo(1);
            assertThat(strategy).isEqualTo("Recreate");
        }
    }

    @Test
    void redisIsCalledWhereItListens() {
        var production = Rendering.named("production");
        var address = production.ofKind("ConfigMap").stream()
                .map(settings -> settings.at("/data/QUARKUS_REDIS_HOSTS").asText())
                .filter(hosts -> !hosts.isEmpty())
                .toList();

        assertThat(address)
                .containsExactly(
                        "redis://redis:" + containerPorts(production, "redis").get("redis"));
    }

    static List<JsonNode> selected(Rendering rendering, Map<String, String> labels) {
        return rendering.workloads().stream()
                .filter(workload -> labelsOfPod(workload).entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Names and numbers of the ports that the containers of a workload declare. */
    private static Set<String> openPorts(JsonNode workload) {
        var ports = new TreeSet<String>();
        for (var container : containersOf(workload)) {
            for (var port : container.path("ports")) {
                ports.add(port.path("name").asText());
                ports.add(port.path("containerPort").asText());
            }
        }
        return ports;
    }

    private static Map<String, String> containerPorts(Rendering rendering, String workload) {
        return rendering.workloads().stream()
                .filter(candidate -> nameOf(candidate).equals(workload))
                .flatMap(candidate -> containersOf(candidate).stream())
                .flatMap(container -> stream(container.path("ports")))
                .collect(Collectors.toMap(port -> port.path("name").asText(), port -> port.path("containerPort")
                        .asText()));
    }
}
