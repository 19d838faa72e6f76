package dev.parley.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * The schema of Kubernetes, as strict as the API server with strict field validation. Two well-kept clients judge, each by
 * models that were generated from Kubernetes' own documents: the official one sees unknown and missing members; Fabric8's
 * sees wrong types, a number for a text too, and knows the kinds that aren't Kubernetes' own.
 */
final class Schema {

    private static final List<String> FOREIGN_GROUPS = List.of("gateway.networking.k8s.io/", "monitoring.coreos.com/");
    private static final JsonMapper STRICT = strict();

    private Schema() {}

    /**
     * Returns if the resource fits.
     *
     * @throws SchemaViolation if it doesn't, or if its kind isn't known
     */
    static void check(JsonNode resource) throws SchemaViolation {
        var kind = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        try {
            if (STRICT.treeToValue(resource, KubernetesResource.class) instanceof GenericKubernetesResource) {
                throw new SchemaViolation(kind, "the kind is not known");
            }
        } catch (JsonProcessingException violation) {
            throw new SchemaViolation(kind, violation.getMessage());
        }
        if (FOREIGN_GROUPS.stream().noneMatch(kind::startsWith)) {
            checkOfficial(resource, kind);
        }
    }

    private static void checkOfficial(JsonNode resource, String kind) throws SchemaViolation {
        var version = resource.path("apiVersion").asText().replaceFirst(".*/", "");
        var model = "io.kubernetes.client.openapi.models."
                + Character.toUpperCase(version.charAt(0))
                + version.substring(1)
                + resource.path("kind").asText();
        try {
            Class.forName(model)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(resource.toString()));
        } catch (InvocationTargetException violation) {
            throw new SchemaViolation(kind, String.valueOf(violation.getCause().getMessage()));
        } catch (ReflectiveOperationException unknown) {
            throw new SchemaViolation(kind, "the kind is not known: " + unknown.getMessage());
        }
    }

    private static JsonMapper strict() {
        var mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new NoAnySetter())
                .build();
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** A resource that the API server would refuse. */
    static final class SchemaViolation extends Exception {
        private static final long serialVersionUID = 1;

        SchemaViolation(String kind, String message) {
            super(kind + ": " + message);
        }
    }

    /** Fabric8's models keep unknown members; here they must be seen. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
