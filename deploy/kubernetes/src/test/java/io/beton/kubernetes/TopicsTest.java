package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Topics are made as {@link Topics} says, and each service may do with them what it says, and no more. */
final class TopicsTest {
    private static final String LARGEST_MESSAGE = "8388608";
    private static final Pattern GROUP = Pattern.compile("\"(beton-[a-z-]+)\"");

    private final List<JsonNode> files = Manifests.documents();

    @Test
    void strimziMakesThem() {
        assertThat(Manifests.ofKind(files, "KafkaTopic"))
                .extracting(TopicsTest::made)
                .containsExactlyInAnyOrderElementsOf(wanted().map(topic -> said(topic) + " max.message.bytes="
                                + LARGEST_MESSAGE + " replicas=3 min.insync.replicas=2")
                        .toList());
        JsonNode broker = Manifests.named(files, "Kafka", "beton").at("/spec/kafka/config");
        assertThat(broker.path("message.max.bytes").asText()).isEqualTo(LARGEST_MESSAGE);
        assertThat(broker.path("auto.create.topics.enable").asText()).isEqualTo("false");
    }

    @Test
    void theJobOfDevMakesThem() {
        String list = Manifests.read(Manifests.FOLDER.resolve("overlays/dev/topics.txt"));
        String job = Manifests.named(files, "Job", "topics").toString();

        assertThat(list.lines())
                .containsExactlyInAnyOrderElementsOf(
                        wanted().map(TopicsTest::said).toList());
        assertThat(job).contains("max.message.bytes=" + LARGEST_MESSAGE);
    }

    @Test
    void whoReadsAndWritesWhatIsWhatUsersMayDo() {
        Manifests.SERVICES.forEach(service -> {
            String name = service.replace("-service", "");
            Set<String> wanted = new TreeSet<>();
            groups(service).forEach(group -> wanted.add("group " + group + " Read"));
            for (Topics.Topic topic : Topics.all()) {
                boolean writes = topic.writer().equals(name);
                boolean reads = reads(topic, name) || writes && topic.cleanup() == Topics.Cleanup.COMPACT;
                if (reads || writes) {
                    wanted.add("topic " + topic.name() + (reads ? " Read" : "") + (writes ? " Write" : ""));
                }
                if (reads) {
                    wanted.add("topic " + topic.deadLetter().name() + " Write");
                }
            }

            assertThat(rights(service)).as(service).containsExactlyInAnyOrderElementsOf(wanted);
        });
    }

    @Test
    void whoLooksAtLagMayOnlyLook() {
        assertThat(rights("lag")).isNotEmpty().allMatch(right -> right.endsWith(" Describe"));
    }

    /** The consumer groups that a service's code names. */
    static Set<String> groups(String service) {
        return Manifests.walk(Manifests.REPOSITORY.resolve(service + "/src/main/java"))
                .flatMap(file -> GROUP.matcher(Manifests.read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What everybody reads, hypothesis-service reads too. */
    private static boolean reads(Topics.Topic topic, String service) {
        return topic.readers().contains(service)
                || topic.readers().contains("everybody") && service.equals("hypothesis");
    }

    private List<String> rights(String user) {
        JsonNode spec = Manifests.named(files, "KafkaUser", user).path("spec");
        assertThat(spec.at("/authentication/type").asText()).isEqualTo("scram-sha-512");
        return each(spec.at("/authorization/acls"))
                .map(right -> right.at("/resource/type").asText() + " "
                        + right.at("/resource/name").asText() + " "
                        + each(right.path("operations")).map(JsonNode::asText).collect(Collectors.joining(" ")))
                .toList();
    }

    private static Stream<Topics.Topic> wanted() {
        return Topics.all().stream().flatMap(topic -> Stream.of(topic, topic.deadLetter()));
    }

    private static String said(Topics.Topic topic) {
        return topic.name() + " " + topic.partitions() + " "
                + topic.cleanup().name().toLowerCase(Locale.ROOT) + " "
                + topic.retention().toMillis();
    }

    private static String made(JsonNode topic) {
        JsonNode spec = topic.path("spec");
        JsonNode config = spec.path("config");
        assertThat(config.size()).as("settings of %s", Manifests.name(topic)).isEqualTo(4);
        return String.join(
                " ",
                Manifests.name(topic),
                spec.path("partitions").asText(),
                config.path("cleanup.policy").asText(),
                config.path("retention.ms").asText(),
                "max.message.bytes=" + config.path("max.message.bytes").asText(),
                "replicas=" + spec.path("replicas").asText(),
                "min.insync.replicas=" + config.path("min.insync.replicas").asText());
    }
}
