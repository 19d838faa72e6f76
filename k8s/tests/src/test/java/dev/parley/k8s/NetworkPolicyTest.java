package dev.parley.k8s;

import static dev.parley.k8s.Rendering.labelsOfPod;
import static dev.parley.k8s.Rendering.map;
import static dev.parley.k8s.Rendering.nameOf;
import static dev.parley.k8s.Rendering.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which arrows the network policies let pass: those of docs/architecture.md, from both ends, and no other. */
class NetworkPolicyTest {

    private static final Set<String> PAIR =
            Set.of("gateway > signaling-service:8081", "gateway > transcription-service:8082");
    private static final Set<String> OFFLINE = Set.of(
            "gateway > offline-realtime:8083",
            "gateway > webrtc-door:8084",
            "transcription-service > offline-realtime:8083",
            "webrtc-door > offline-realtime:8083");
    private static final String REDIS = "signaling-service > redis:6379";

    @Test
    void theArrowsOfThePair() {
        var all = new TreeSet<>(PAIR);
        all.add(REDIS);

        assertThat(arrowsOut(Rendering.named("production"))).isEqualTo(all);
        assertThat(arrowsIn(Rendering.named("production"))).isEqualTo(all);
    }

    @Test
    void theArrowsWithTheOfflineEngine() {
        var all = new TreeSet<>(PAIR);
        all.addAll(OFFLINE);

        assertThat(arrowsOut(Rendering.named("local"))).isEqualTo(all);
        assertThat(arrowsIn(Rendering.named("local"))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production", "everything", "openai-gateway-api"})
    void whatIsNotNamedDoesNotPass(String name) {
        var denial = policies(Rendering.named(name)).stream()
                .filter(policy -> nameOf(policy).equals("default-deny"))
                .findFirst()
                .orElseThrow();

        assertThat(denial.at("/spec/podSelector")).isEmpty();
        assertThat(stream(denial.at("/spec/policyTypes")).map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(denial.path("spec").has("ingress")).isFalse();
        assertThat(denial.path("spec").has("egress")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production", "everything"})
    void onlyTheTranscriptionServiceLeavesTheCluster(String name) {
        var leaving = leaving(name);

        assertThat(leaving).extracting(Rendering::nameOf).containsExactly("transcription-service");
        assertThat(leaving.get(0).findValue("ipBlock").path("except"))
                .extracting(JsonNode::asText)
                .contains("169.254.0.0/16", "10.0.0.0/8");
    }

    /** By ports that no upstream of transcriptions listens at. */
    @Test
    void theSignalingServiceLeavesItForARedisElsewhere() {
        var leaving = leaving("openai-gateway-api");

        assertThat(leaving)
                .extracting(Rendering::nameOf)
                .containsExactlyInAnyOrder("transcription-service", "signaling-service-to-redis");
        var rule = leaving.stream()
                .filter(policy -> nameOf(policy).equals("signaling-service-to-redis"))
                .map(policy -> policy.at("/spec/egress/0"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.findValue("except")).extracting(JsonNode::asText).contains("169.254.0.0/16");
        assertThat(rule.at("/ports")).hasSize(1);
        assertThat(rule.at("/ports/0/port").asInt()).isEqualTo(6379);
        assertThat(rule.at("/ports/0/endPort").asInt()).isEqualTo(6380);
    }

    private static List<JsonNode> leaving(String name) {
        return policies(Rendering.named(name)).stream()
                .filter(policy -> !policy.findValues("ipBlock").isEmpty())
                .toList();
    }

    /** From the senders' policies: "a > b:port". */
    private static Set<String> arrowsOut(Rendering rendering) {
        var arrows = new TreeSet<String>();
        for (var policy : policies(rendering)) {
            for (var rule : policy.at("/spec/egress")) {
                for (var peer : rule.path("to")) {
                    if (!peer.has("namespaceSelector") && peer.has("podSelector")) {
                        var to = peer.at("/podSelector/matchLabels/app.kubernetes.io~1name")
                                .asText();
                        for (var port : rule.path("ports")) {
                            arrows.add(subject(policy) + " > " + to + ":"
                                    + port.path("port").asText());
                        }
                    }
                }
            }
        }
        return arrows;
    }

    /** From the receivers' policies, with the numbers of the ports that they name. */
    private static Set<String> arrowsIn(Rendering rendering) {
        var arrows = new TreeSet<String>();
        for (var policy : policies(rendering)) {
            for (var rule : policy.at("/spec/ingress")) {
                for (var peer : rule.path("from")) {
                    if (peer.has("podSelector")) {
                        var from = peer.at("/podSelector/matchLabels/app.kubernetes.io~1name")
                                .asText();
                        for (var port : rule.path("ports")) {
                            arrows.add(from + " > " + subject(policy) + ":"
                                    + number(rendering, policy, port.path("port")));
                        }
                    }
                }
            }
        }
        return arrows;
    }

    private static List<JsonNode> policies(Rendering rendering) {
        return rendering.ofKind("NetworkPolicy");
    }

    private static String subject(JsonNode policy) {
        return policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1name")
                .asText();
    }

    private static String number(Rendering rendering, JsonNode policy, JsonNode port) {
        if (port.isInt()) {
            return port.asText();
        }
        var labels = map(policy.at("/spec/podSelector/matchLabels"));
        return rendering.workloads().stream()
                .filter(workload -> labelsOfPod(workload).entrySet().containsAll(labels.entrySet()))
                .flatMap(workload -> Rendering.containersOf(workload).stream())
                .flatMap(container -> stream(container.path("ports")))
                .filter(declared -> declared.path("name").equals(port))
                .map(declared -> declared.path("containerPort").asText())
                .findFirst()
                .orElse("none");
    }
}
