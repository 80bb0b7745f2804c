package io.beton.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what is wrong with an object by the type of its kind: members that the type does not have, and values of another form.
 *
 * <p>Kubernetes' own kinds are read as fabric8's classes, which would keep what they do not know in a map: here that map is
 * taken from them. Kinds of operators are held to the schemas in {@code src/test/resources/crd}.
 */
final class Strictness {
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class));
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private Strictness() {}

    /** What is wrong with it, if anything. */
    static Optional<String> problem(JsonNode object) {
        String api = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        Class<?> type = TYPES.get(api + "/" + kind);
        Optional<String> problem = type == null ? bySchema(object, api, kind) : byType(object, type);
        return problem.or(() -> byType(object.path("metadata"), ObjectMeta.class))
                .map(said -> kind + " " + Manifests.name(object) + ": " + said);
    }

    private static Optional<String> byType(JsonNode object, Class<?> type) {
        try {
            Object read = MAPPER.treeToValue(object, type);
            JsonNode written = MAPPER.readTree(MAPPER.writeValueAsString(read));
            JsonNode given = MAPPER.readTree(object.toString());
            return filled(written).equals(filled(given))
                    ? Optional.empty()
                    : Optional.of("is not what its type made of it: " + given + " became " + written);
        } catch (JsonProcessingException e) {
            return Optional.of(e.getOriginalMessage() + " at " + e.getLocation());
        }
    }

    private static Optional<String> bySchema(JsonNode object, String api, String kind) {
        String file = "/crd/" + api.replace('/', '_') + "_" + kind + ".json";
        InputStream schema = Strictness.class.getResourceAsStream(file);
        if (schema == null) {
            return Optional.of("neither a type nor " + file + " is there for " + api);
        }
        String said = SCHEMAS.getSchema(schema).validate(object).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .collect(Collectors.joining("; "));
        return Optional.of(said).filter(message -> !message.isEmpty());
    }

    /** Without what is empty, which types leave out. */
    private static JsonNode filled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(Strictness::filled);
            object.removeIf(member -> member.isArray() && member.isEmpty());
        } else if (node instanceof ArrayNode array) {
            array.forEach(Strictness::filled);
        }
        return node;
    }
}
