package io.beton.servers;

import io.beton.model.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Makes every topic of {@link Topics} with its dead-letter topic; topics that exist are left as they are, and refused where
 * services could not work with them.
 */
public final class TopicSetup {
    private static final short ONE_REPLICA = 1;
    private static final String LARGEST_MESSAGE = String.valueOf(8 * 1024 * 1024);

    private TopicSetup() {}

    /** With as many partitions as there are of events or history, or as {@link Topics} says where there are none. */
    public static void create(String bootstrapServers) {
        create(bootstrapServers, OptionalInt.empty());
    }

    /** @param partitions of each topic that has several; those that exist must have as many */
    public static void create(String bootstrapServers, OptionalInt partitions) {
        asking(bootstrapServers, admin -> {
            Map<String, Integer> existing = existing(admin);
            OptionalInt several = partitions.isPresent()
                    ? partitions
                    : Stream.of(Topics.EVENTS, Topics.HISTORY)
                            .filter(topic -> existing.containsKey(topic.name()))
                            .mapToInt(topic -> existing.get(topic.name()))
                            .findFirst();
            List<Topics.Topic> wanted = Topics.all().stream()
                    .flatMap(topic -> Stream.of(topic, topic.deadLetter()))
                    .toList();
            for (Topics.Topic topic : wanted) {
                check(topic, existing.getOrDefault(topic.name(), wanted(topic, several)), partitions, several);
            }
            admin.createTopics(wanted.stream()
                            .filter(topic -> !existing.containsKey(topic.name()))
                            .map(topic -> newTopic(topic, wanted(topic, several)))
                            .toList())
                    .all()
                    .get();
            List<String> names = wanted.stream().map(Topics.Topic::name).toList();
            while (!admin.listTopics().names().get().containsAll(names)) {
                // made, but not yet told to everybody who asks
                Thread.onSpinWait();
            }
            return names.size();
        });
    }

    /** How many partitions the topics have that are split by subject. */
    static int partitions(String bootstrapServers) {
        return asking(bootstrapServers, admin -> existing(admin).get(Topics.EVENTS.name()));
    }

    private static int wanted(Topics.Topic topic, OptionalInt several) {
        return isWhole(topic) ? 1 : several.orElse(topic.partitions());
    }

    /** Its readers read it whole, or people do. */
    private static boolean isWhole(Topics.Topic topic) {
        return topic.partitions() == 1;
    }

    private static void check(Topics.Topic topic, int has, OptionalInt asked, OptionalInt several) {
        boolean bySubject = topic.equals(Topics.EVENTS) || topic.equals(Topics.HISTORY);
        boolean fits = isWhole(topic)
                ? has == 1
                : has == wanted(topic, asked.isPresent() || bySubject ? several : OptionalInt.of(has));
        if (!fits) {
            throw new IllegalStateException("[topics] " + topic.name() + " has " + has + " partitions, not "
                    + wanted(topic, several) + "; what has a key would change partition, so drop the topic or name as"
                    + " many as it has");
        }
    }

    private static Map<String, Integer> existing(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().partitions().size()));
    }

    private static <T> T asking(String bootstrapServers, Work<T> work) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return work.with(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[topics] interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "[topics] could not be made: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private interface Work<T> {
        T with(Admin admin) throws InterruptedException, ExecutionException;
    }

    private static NewTopic newTopic(Topics.Topic topic, int partitions) {
        return new NewTopic(topic.name(), partitions, ONE_REPLICA)
                .configs(Map.of(
                        "cleanup.policy",
                        topic.cleanup().name().toLowerCase(Locale.ROOT),
                        "retention.ms",
                        String.valueOf(topic.retention().toMillis()),
                        "max.message.bytes",
                        LARGEST_MESSAGE));
    }
}
