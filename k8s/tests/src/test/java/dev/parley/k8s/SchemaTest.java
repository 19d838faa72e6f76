package dev.parley.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.k8s.Schema.SchemaViolation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    static List<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyResourceFitsTheSchema(Rendering rendering) throws SchemaViolation {
        assertThat(rendering.resources()).isNotEmpty();
        for (var resource : rendering.resources()) {
            Schema.check(resource);
        }
    }

    @Test
    void theSchemaSeesAnUnknownMember() {
        var deployment = gatewayDeployment();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("imagePullPolice", "Always");

        assertThatThrownBy(() -> Schema.check(deployment)).hasMessageContaining("imagePullPolice");
    }

    @Test
    void theSchemaSeesAMissingMember() {
        var deployment = gatewayDeployment();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).remove("name");

        assertThatThrownBy(() -> Schema.check(deployment)).hasMessageContaining("name");
    }

    @Test
    void theSchemaSeesAWrongType() {
        var deployment = gatewayDeployment();
        ((ObjectNode) deployment.at("/spec/template/spec")).put("serviceAccountName", 7);

        assertThatThrownBy(() -> Schema.check(deployment)).isInstanceOf(SchemaViolation.class);
    }

    @Test
    void theSchemaSeesAnUnknownMemberOfAForeignKind() {
        var route = Rendering.named("everything").ofKind("HTTPRoute").get(0).deepCopy();
        ((ObjectNode) route.at("/spec")).put("hostname", "parley.example");

        assertThatThrownBy(() -> Schema.check(route)).hasMessageContaining("hostname");
    }

    private static JsonNode gatewayDeployment() {
        return Rendering.named("production").ofKind("Deployment").stream()
                .filter(deployment -> Rendering.nameOf(deployment).equals("gateway"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
    }
}
