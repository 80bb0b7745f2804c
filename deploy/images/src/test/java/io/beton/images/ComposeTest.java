package io.beton.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Compose starts is what the code knows: images, ports, variables, topics. */
final class ComposeTest {
    private static final Path FOLDER = Product.ROOT.resolve("deploy/compose");
    private static final Path TOPIC_SETUP =
            Product.ROOT.resolve("deploy/servers/src/main/java/io/beton/servers/TopicSetup.java");
    private static final Pattern LARGEST =
            Pattern.compile("LARGEST_MESSAGE = String.valueOf\\((\\d+) \\* 1024 \\* 1024\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:[-?][^}]*)?}");
    private static final int MEGA = 1024 * 1024;

    @TempDir
    private Path scratch;

    static List<ServiceImage> images() {
        return Product.images();
    }

    @ParameterizedTest
    @MethodSource("images")
    void theImageIsOursAndAsShutAsInKubernetes(ServiceImage image) throws IOException {
        ComposeFile.Service service = compose().service(image.service());

        assertThat(service.keys().get("image")).isEqualTo(image.name() + ":${BETON_VERSION:-0.1.0-SNAPSHOT}");
        assertThat(service.keys().get("read_only")).isEqualTo(true);
        assertThat(service.list("tmpfs")).containsExactly("/tmp");
        assertThat(service.list("cap_drop")).containsExactly("ALL");
        assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.keys().get("mem_limit")).isEqualTo(image.memoryMegabytes() + "m");
        assertThat(service.keys()).doesNotContainKeys("user", "entrypoint", "command");
        assertThat(service.keys().get("stop_grace_period")).isEqualTo("60s");
    }

    @ParameterizedTest
    @MethodSource("images")
    void portAndProbeAreThoseOfTheImage(ServiceImage image) throws IOException {
        ComposeFile.Service service = compose().service(image.service());

        assertThat(service.list("ports")).containsExactly("127.0.0.1:%1$d:%1$d".formatted(image.port()));
        assertThat(service.healthcheck().get("test").toString())
                .contains("/dev/tcp/localhost/" + image.port())
                .contains("GET /q/health/ready ");
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyVariableIsOneThatThePackagedServiceKnows(ServiceImage image) throws IOException {
        ShippedKeys keys = ShippedKeys.of(Product.application(image.service()));
        Map<String, String> environment = compose().service(image.service()).environment();

        assertThat(Stream.concat(environment.keySet().stream(), image.environment().keySet().stream()))
                .allSatisfy(variable ->
                        assertThat(keys.knows(variable)).as(variable).isTrue());
        assertThat(keys.knows("QUARKUS_HTTP_HORST")).isFalse();
        // without a token it would listen inside its container alone
        assertThat(environment)
                .containsKeys("BETON_ACCESS_TOKENS_OPERATOR_SHA256", "BETON_ACCESS_TOKENS_OPERATOR_ROLE");
    }

    @Test
    void addressesAreThoseOfServicesThatAreThere() throws IOException {
        ComposeFile compose = compose();

        assertThat(compose.service("hypothesis-service").environment())
                .containsEntry("BETON_HYPOTHESIS_ROUTER_URL", "http://router-service:8084");
        assertThat(compose.service("router-service").environment())
                .containsEntry("BETON_ROUTER_IDENTITY_URL", "http://ingest-service:8081");
        assertThat(images()).allSatisfy(image -> {
            ComposeFile.Service service = compose.service(image.service());
            assertThat(service.environment()).containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");
            assertThat(service.waitsFor()).containsEntry("topics", "service_completed_successfully");
        });
    }

    @Test
    void topicsAreMadeAsTheMapHasThem() throws IOException {
        String script = Files.readString(FOLDER.resolve("create-topics"));
        int mebibytes = Integer.parseInt(LARGEST.matcher(Files.readString(TOPIC_SETUP))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1));

        assertThat(script.lines().filter(line -> line.startsWith("topic ")))
                .containsExactlyElementsOf(Topics.all().stream()
                        .flatMap(topic -> Stream.of(topic, topic.deadLetter()))
                        .map(topic -> "topic %s %d %s %d"
                                .formatted(
                                        topic.name(),
                                        topic.partitions(),
                                        topic.cleanup().name().toLowerCase(Locale.ROOT),
                                        topic.retention().toMillis()))
                        .toList());
        assertThat(script).contains("--config max.message.bytes=" + mebibytes * MEGA);
    }

    @Test
    void everySecretIsMadeByTheCommandThatTheyAllName() throws IOException {
        List<MatchResult> used = VARIABLE.matcher(Files.readString(FOLDER.resolve("compose.yaml")))
                .results()
                .toList();
        Set<String> made = Files.readAllLines(FOLDER.resolve("make-env")).stream()
                .filter(line -> line.matches("[A-Z0-9_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());

        assertThat(used.stream()
                        .filter(variable -> !String.valueOf(variable.group(2)).startsWith(":-")))
                .allSatisfy(variable -> assertThat(made).contains(variable.group(1)))
                .allSatisfy(variable -> assertThat(variable.group(2)).contains("deploy/compose/make-env"));
        assertThat(Files.readAllLines(Product.ROOT.resolve(".gitignore"))).contains(".env");
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        assertThat(compose().services().values().stream()
                        .flatMap(service -> service.list("volumes").stream())
                        .map(volume -> volume.split(":")[0])
                        .filter(source -> source.startsWith(".") && !source.endsWith("/target")))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(FOLDER.resolve(source)).exists());
    }

    @Test
    void whatNobodyKnowsIsRefused() throws IOException {
        Path file = scratch.resolve("compose.yaml");
        Files.writeString(file, "services: {one: {image: a, read-only: true}}\nvolumes: {}\n");

        assertThatThrownBy(() -> ComposeFile.read(file)).hasMessageContaining("read-only");
    }

    private static ComposeFile compose() throws IOException {
        return ComposeFile.read(FOLDER.resolve("compose.yaml"));
    }
}
