package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What manifests set in the environment of a service is a key that the service has, at the address that it has. */
final class EnvironmentTest {
    private static final Map<String, ConfigKeys> KEYS =
            Manifests.SERVICES.stream().collect(Collectors.toMap(Function.identity(), ConfigKeys::of));
    /** In files before they are merged: variables of containers, and literals of Kustomize's generators. */
    private static final Pattern VARIABLE = Pattern.compile("(?m)^ *- (?:name: )?([A-Z][A-Z0-9_]{3,})(?:=|$)");

    private static final Pattern URL = Pattern.compile("http://([a-z-]+):(\\d+)");

    @Test
    void eachVariableOfTheFilesIsAKey() {
        List<String> variables = Manifests.files().stream()
                .filter(file -> !file.startsWith(Manifests.FOLDER.resolve("overlays/dev")))
                .map(Manifests::read)
                .flatMap(text -> VARIABLE.matcher(text).results().map(found -> found.group(1)))
                .toList();

        assertThat(variables)
                .hasSizeGreaterThan(10)
                .contains("KAFKA_SASL_JAAS_CONFIG", "BETON_ROUTER_IDENTITY_URL")
                .allMatch(variable -> KEYS.values().stream().anyMatch(keys -> keys.has(variable)));
    }

    @Test
    void whatNobodyReadsIsNoKey() {
        ConfigKeys keys = KEYS.get("router-service");

        assertThat(Stream.of(
                        "BETON_ROUTER_IDENTITY_URI",
                        "BETON_INGEST_MASTER_KEY",
                        "BETON_ACCESS_TOKENS_ADA_SHA512",
                        "KAFKA_SSL_TRUSTSTORE_FILE",
                        "QUARKUS_DATASOURCE_URL"))
                .noneMatch(keys::has);
        assertThat(keys.has("BETON_ACCESS_TOKENS_ADA_SHA256")).isTrue();
    }

    @Test
    void eachVariableOfARenderedServiceIsAKeyOfThatService() {
        Rendering.ALL.forEach((name, objects) -> Manifests.SERVICES.forEach(
                service -> assertThat(variables(objects, Manifests.named(objects, "Deployment", service)))
                        .as("%s of %s", service, name)
                        .contains("KAFKA_BOOTSTRAP_SERVERS")
                        .doesNotHaveDuplicates()
                        .allMatch(KEYS.get(service)::has)));
    }

    @Test
    void servicesListenWhereTheirPropertiesSayAndAreCalledThere() {
        List<JsonNode> files = Manifests.documents();
        Manifests.SERVICES.forEach(service -> {
            int port = port(service);
            JsonNode pod = Manifests.named(files, "Deployment", service).at("/spec/template/spec/containers/0/ports");
            JsonNode entry = Manifests.named(files, "Service", service).at("/spec/ports");

            assertThat(pod.toString()).isEqualTo("[{\"name\":\"http\",\"containerPort\":%d}]".formatted(port));
            assertThat(entry.toString())
                    .isEqualTo("[{\"name\":\"http\",\"port\":%d,\"targetPort\":\"http\"}]".formatted(port));
        });
        List<MatchResult> calls = Manifests.walk(Manifests.FOLDER.resolve("base"))
                .flatMap(file -> URL.matcher(Manifests.read(file)).results())
                .toList();
        assertThat(calls).hasSize(2).allMatch(call -> port(call.group(1)) == Integer.parseInt(call.group(2)));
    }

    @Test
    void probesAskWhatIsOpenToWhoHasNoToken() {
        String open = property(
                "common-model/service-kit/src/main/resources/META-INF/microprofile-config.properties",
                "quarkus.http.auth.permission.probes.paths");
        JsonNode service =
                Manifests.named(Manifests.documents(), "Deployment", "every").at("/spec/template/spec/containers/0");

        assertThat(open.split(",")).contains("/q/health/*");
        assertThat(Stream.of("startup", "liveness", "readiness")
                        .map(probe -> service.path(probe + "Probe").at("/httpGet")))
                .extracting(probe ->
                        probe.path("path").asText() + " " + probe.path("port").asText())
                .containsExactly("/q/health/started http", "/q/health/live http", "/q/health/ready http");
        assertThat(Manifests.SERVICES)
                .noneMatch(name -> Manifests.read(Manifests.REPOSITORY.resolve(properties(name)))
                        .contains("root-path"));
    }

    /** Those set one by one, and those of the ConfigMaps named; Secrets are {@link SecretsTest}'s. */
    private static List<String> variables(List<JsonNode> objects, JsonNode deployment) {
        JsonNode container = deployment.at("/spec/template/spec/containers/0");
        Stream<String> named = each(container.path("env"))
                .map(variable -> variable.path("name").asText());
        Stream<String> ofMaps = each(container.path("envFrom"))
                .filter(source -> source.has("configMapRef"))
                .map(source -> Manifests.named(
                        objects, "ConfigMap", source.at("/configMapRef/name").asText()))
                .flatMap(map -> map.path("data").properties().stream().map(Map.Entry::getKey));
        return Stream.concat(named, ofMaps).toList();
    }

    private static int port(String service) {
        return Integer.parseInt(property(properties(service).toString(), "quarkus.http.port"));
    }

    private static Path properties(String service) {
        return Path.of(service, "src/main/resources/application.properties");
    }

    private static String property(String file, String key) {
        return Manifests.read(Manifests.REPOSITORY.resolve(file))
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + " in " + file));
    }
}
