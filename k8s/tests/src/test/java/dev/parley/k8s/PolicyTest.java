package dev.parley.k8s;

import static dev.parley.k8s.Rendering.containersOf;
import static dev.parley.k8s.Rendering.nameOf;
import static dev.parley.k8s.Rendering.podOf;
import static dev.parley.k8s.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rendered manifest must keep to: the "restricted" Pod Security Standard, and our own house rules. */
class PolicyTest {

    private static final Set<String> HARMLESS_VOLUMES =
            Set.of("emptyDir", "configMap", "secret", "downwardAPI", "projected");

    static List<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void podsHaveNoRights(Rendering rendering) {
        for (var workload : rendering.workloads()) {
            var pod = podOf(workload);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
                    .as("%s runs as somebody else than root", nameOf(workload))
                    .isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as("%s has a token", nameOf(workload))
                    .isFalse();
            assertThat(pod.path("serviceAccountName").asText()).isEqualTo(nameOf(workload));
            for (var member : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertThat(pod.has(member))
                        .as("%s has %s", nameOf(workload), member)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void containersHaveNoRights(Rendering rendering) {
        for (var container : containers(rendering)) {
            var context = container.path("securityContext");
            var name = container.path("name").asText();
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                    .as(name)
                    .isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(context.path("privileged").asBoolean()).as(name).isFalse();
            assertThat(context.at("/capabilities/drop/0").asText()).as(name).isEqualTo("ALL");
            assertThat(context.at("/capabilities/add").isMissingNode()).as(name).isTrue();
            assertThat(stream(container.path("ports"))).noneMatch(port -> port.has("hostPort"));
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void volumesComeFromNoNode(Rendering rendering) {
        for (var workload : rendering.workloads()) {
            for (var volume : podOf(workload).path("volumes")) {
                var kinds = volume.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !key.equals("name"))
                        .toList();
                assertThat(HARMLESS_VOLUMES).as(nameOf(workload)).containsAll(kinds);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void containersHaveRequestsAndLimits(Rendering rendering) {
        for (var container : containers(rendering)) {
            for (var resource : List.of("cpu", "memory")) {
                assertThat(container.at("/resources/requests/" + resource).isTextual())
                        .as("%s requests %s", container.path("name"), resource)
                        .isTrue();
                assertThat(container.at("/resources/limits/" + resource).isTextual())
                        .as("%s limits %s", container.path("name"), resource)
                        .isTrue();
            }
        }
        assertThat(rendering.workloads())
                .flatExtracting(
                        workload -> stream(podOf(workload).path("volumes")).toList())
                .filteredOn(volume -> volume.has("emptyDir"))
                .allMatch(volume -> volume.at("/emptyDir/sizeLimit").isTextual());
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void containersAreProbedAtTheirManagementPort(Rendering rendering) {
        for (var container : containers(rendering)) {
            if (!isRedis(container)) {
                assertThat(probe(container, "startupProbe")).isEqualTo("/q/health/live");
                assertThat(probe(container, "livenessProbe")).isEqualTo("/q/health/live");
                assertThat(probe(container, "readinessProbe")).isEqualTo("/q/health/ready");
            }
        }
    }

    /** It has no health by HTTP. Reading its log at a start it lives, but gives no state. */
    @Test
    void redisIsAskedByItsOwnProtocol() {
        var redis = containers(Rendering.named("production")).stream()
                .filter(PolicyTest::isRedis)
                .toList();

        assertThat(redis).hasSize(1).allSatisfy(container -> {
            assertThat(container.at("/startupProbe/exec/command/0").asText()).isEqualTo("redis-cli");
            assertThat(container.at("/livenessProbe/tcpSocket/port")).isEqualTo(container.at("/ports/0/name"));
            assertThat(container.at("/readinessProbe/exec/command/2").asText())
                    .isEqualTo("[[ $(redis-cli ping) == PONG ]]");
        });
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void podsHaveTimeToEnd(Rendering rendering) {
        for (var workload : rendering.workloads()) {
            var grace = podOf(workload).path("terminationGracePeriodSeconds").asInt();
            for (var container : containersOf(workload)) {
                var before = container.at("/lifecycle/preStop/sleep/seconds").asInt();
                assertThat(before).as(nameOf(workload)).isPositive();
                assertThat(grace - before)
                        .as("seconds that %s has after its preStop", nameOf(workload))
                        .isGreaterThanOrEqualTo(15);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void imagesHaveAFixedTag(Rendering rendering) {
        for (var container : containers(rendering)) {
            assertThat(container.path("image").asText())
                    .matches("[^:@]+(:[0-9][^:@]*|@sha256:[0-9a-f]{64})")
                    .doesNotEndWith(":latest");
        }
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void secretsAreOnlyReferredTo(Rendering rendering) {
        assertThat(rendering.ofKind("Secret")).isEmpty();
        for (var container : containers(rendering)) {
            assertThat(stream(container.path("env")))
                    .filteredOn(variable -> variable.path("name").asText().matches(".*(KEY|SECRET|PASSWORD|TOKEN)"))
                    .allMatch(variable ->
                            variable.at("/valueFrom/secretKeyRef/name").isTextual());
        }
        assertThat(rendering.ofKind("ConfigMap"))
                .flatExtracting(map -> Rendering.map(map.path("data")).keySet())
                .noneMatch(name -> String.valueOf(name).matches(".*(KEY|SECRET|PASSWORD|TOKEN)"));
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyWorkloadMayLoseOnePodAtATime(Rendering rendering) {
        assertThat(rendering.ofKind("PodDisruptionBudget"))
                .extracting(Rendering::nameOf)
                .containsExactlyInAnyOrderElementsOf(
                        rendering.workloads().stream().map(Rendering::nameOf).toList());
        assertThat(rendering.ofKind("PodDisruptionBudget"))
                .allMatch(budget -> budget.at("/spec/maxUnavailable").asInt() == 1);
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void whatAnAutoscalerSetsIsSetByNobodyElse(Rendering rendering) {
        for (var scaler : rendering.ofKind("HorizontalPodAutoscaler")) {
            var target = rendering.workloads().stream()
                    .filter(workload -> nameOf(workload)
                            .equals(scaler.at("/spec/scaleTargetRef/name").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(target.at("/spec/replicas").isMissingNode())
                    .as(nameOf(scaler))
                    .isTrue();
        }
    }

    private static boolean isRedis(JsonNode container) {
        return container.path("name").asText().equals("redis");
    }

    private static List<JsonNode> containers(Rendering rendering) {
        return rendering.workloads().stream()
                .flatMap(workload -> containersOf(workload).stream())
                .toList();
    }

    /** The probe's path; its port must be a named one that is not the public one. */
    private static String probe(JsonNode container, String kind) {
        var request = container.path(kind).path("httpGet");
        var publicPorts = Stream.of("http");
        assertThat(publicPorts).doesNotContain(request.path("port").asText());
        assertThat(stream(container.path("ports")).map(port -> port.path("name").asText()))
                .contains(request.path("port").asText());
        return request.path("path").asText();
    }
}
