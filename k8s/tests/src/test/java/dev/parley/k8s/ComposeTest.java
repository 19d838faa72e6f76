package dev.parley.k8s;

import static dev.parley.k8s.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same house rules for the Compose file. */
class ComposeTest {

    private static final JsonNode COMPOSE = Repository.yaml("docker-compose.yml");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

    static List<Map.Entry<String, JsonNode>> services() {
        return List.copyOf(COMPOSE.path("services").properties());
    }

    /** All but what is taken as others make it. */
    static List<Map.Entry<String, JsonNode>> ours() {
        return services().stream()
                .filter(service -> !service.getKey().equals("redis"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("services")
    void partsHaveNoRights(Map.Entry<String, JsonNode> service) {
        var part = service.getValue();
        assertThat(part.path("read_only").asBoolean()).isTrue();
        assertThat(part.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(part.at("/security_opt/0").asText()).isEqualTo("no-new-privileges:true");
        for (var member : List.of("privileged", "network_mode", "pid", "ipc", "cap_add", "devices")) {
            assertThat(part.has(member)).as(member).isFalse();
        }
        assertThat(stream(part.path("volumes")).map(JsonNode::asText)).noneMatch(volume -> volume.startsWith("/"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void partsHaveBounds(Map.Entry<String, JsonNode> service) {
        var part = service.getValue();
        assertThat(part.path("mem_limit").isTextual()).isTrue();
        assertThat(part.path("cpus").isNumber()).isTrue();
        assertThat(part.path("pids_limit").isInt()).isTrue();
        assertThat(part.at("/logging/options/max-size").isTextual()).isTrue();
        assertThat(part.at("/logging/options/max-file").isTextual()).isTrue();
        assertThat(stream(part.path("tmpfs")).map(JsonNode::asText)).allMatch(mount -> mount.contains("size="));
        var grace = SECONDS.matcher(part.path("stop_grace_period").asText());
        assertThat(grace.matches()).isTrue();
        assertThat(Integer.parseInt(grace.group(1))).isLessThan(15);
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsStayOnThisMachineUnlessSomebodySaysOtherwise(Map.Entry<String, JsonNode> service) {
        assertThat(stream(service.getValue().path("ports")).map(JsonNode::asText))
                .allMatch(port -> port.startsWith("${PARLEY_BIND_ADDRESS:-127.0.0.1}:"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void imagesAreBuiltFromHereAndHaveAFixedTag(Map.Entry<String, JsonNode> service) {
        var part = service.getValue();
        var dockerfile = Repository.text(part.at("/build/dockerfile").asText());
        assertThat(part.path("image").asText()).endsWith(":${PARLEY_IMAGE_TAG:-0.1.0}");
        assertThat(dockerfile).contains("HEALTHCHECK ").contains("org.opencontainers.image.licenses");
        assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")))
                .allMatch(line -> line.matches("FROM [^ ]+:[0-9][^ ]*( AS [a-z]+)?"));
    }

    @Test
    void redisIsTheOneOfKubernetesAndReachableByTheSignalingServiceAlone() {
        var redis = COMPOSE.at("/services/redis");
        var inKubernetes = Rendering.named("production").workloads().stream()
                .filter(workload -> Rendering.nameOf(workload).equals("redis"))
                .map(workload ->
                        Rendering.containersOf(workload).get(0).path("image").asText())
                .toList();

        assertThat(inKubernetes).containsExactly(redis.path("image").asText());
        assertThat(redis.has("healthcheck")).isTrue();
        assertThat(stream(redis.path("networks")).map(JsonNode::asText)).containsExactly("state");
        assertThat(COMPOSE.at("/networks/state/internal").asBoolean()).isTrue();
        assertThat(services())
                .filteredOn(service ->
                        service.getValue().path("networks").toString().contains("\"state\""))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("redis", "signaling-service");
    }

    @Test
    void onlyTheGatewayAndTheDoorsMediaArePublished() {
        assertThat(services())
                .filteredOn(service -> service.getValue().has("ports"))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("gateway", "gateway-tls", "webrtc-door");
    }

    @Test
    void theImagesAreTheSameAsInKubernetes() {
        var inCompose = services().stream()
                .map(service -> service.getValue().path("image").asText())
                .map(image -> image.replaceAll("(.*})?([a-z-]+):.*", "$2"))
                .distinct()
                .toList();
        var inKubernetes = Rendering.named("everything").workloads().stream()
                .map(Rendering::nameOf)
                .toList();
        assertThat(inCompose).containsExactlyInAnyOrderElementsOf(inKubernetes);
    }

    @Test
    void theExampleOfSettingsSetsNothing() {
        assertThat(Repository.ROOT.resolve(".env.example")).satisfies(Files::isRegularFile);
        assertThat(Repository.text(".env.example").lines()).allMatch(line -> line.isBlank() || line.startsWith("#"));
    }
}
