package io.beton.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicSetupIT {
    @TempDir
    private Path folder;

    @Test
    void makesEveryTopicAsTheMapSaysAndLeavesWhatIsThere() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free(), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSetup.create(kafka.bootstrapServers());
            TopicSetup.create(kafka.bootstrapServers());

            for (Topics.Topic topic : Topics.all()) {
                assertMade(admin, topic);
                assertMade(admin, topic.deadLetter());
            }
        }
    }

    @Test
    void otherPartitionsThanTheMapSaysAreRefusedForSubjectsWouldMove() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free(), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.EVENTS.name(), Topics.EVENTS.partitions() + 1, (short) 1)))
                    .all()
                    .get();

            assertThatThrownBy(() -> TopicSetup.create(kafka.bootstrapServers()))
                    .hasMessageContaining(Topics.EVENTS.name())
                    .hasMessageContaining("partitions");
        }
    }

    private static void assertMade(Admin admin, Topics.Topic topic) throws Exception {
        TopicDescription made = admin.describeTopics(List.of(topic.name()))
                .allTopicNames()
                .get()
                .get(topic.name());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        assertThat(made.partitions()).as(topic.name()).hasSize(topic.partitions());
        assertThat(config.get("cleanup.policy").value())
                .as(topic.name())
                .isEqualTo(topic.cleanup().name().toLowerCase(Locale.ROOT));
        assertThat(config.get("retention.ms").value())
                .as(topic.name())
                .isEqualTo(String.valueOf(topic.retention().toMillis()));
    }
}
