package io.beton.servers;

import io.beton.model.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Makes every topic of {@link Topics} with its dead-letter topic; topics that exist are left as they are. */
public final class TopicSetup {
    private static final short ONE_REPLICA = 1;
    private static final String LARGEST_MESSAGE = String.valueOf(8 * 1024 * 1024);

    private TopicSetup() {}

    public static void create(String bootstrapServers) {
        List<Topics.Topic> wanted = Topics.all().stream()
                .flatMap(topic -> Stream.of(topic, topic.deadLetter()))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            admin.createTopics(wanted.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(TopicSetup::newTopic)
                            .toList())
                    .all()
                    .get();
            checkPartitions(admin, wanted, existing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[topics] interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "[topics] could not be made: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void checkPartitions(Admin admin, List<Topics.Topic> wanted, Set<String> existing)
            throws InterruptedException, ExecutionException {
        List<Topics.Topic> found =
                wanted.stream().filter(topic -> existing.contains(topic.name())).toList();
        Map<String, TopicDescription> descriptions = admin.describeTopics(
                        found.stream().map(Topics.Topic::name).toList())
                .allTopicNames()
                .get();
        for (Topics.Topic topic : found) {
            int partitions = descriptions.get(topic.name()).partitions().size();
            if (partitions != topic.partitions()) {
                throw new IllegalStateException("[topics] " + topic.name() + " has " + partitions + " partitions, not "
                        + topic.partitions() + "; subjects would change partition, so drop the topic or change Topics");
            }
        }
    }

    private static NewTopic newTopic(Topics.Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), ONE_REPLICA)
                .configs(Map.of(
                        "cleanup.policy",
                        topic.cleanup().name().toLowerCase(Locale.ROOT),
                        "retention.ms",
                        String.valueOf(topic.retention().toMillis()),
                        "max.message.bytes",
                        LARGEST_MESSAGE));
    }
}
