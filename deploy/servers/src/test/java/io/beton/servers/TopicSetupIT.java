package io.beton.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
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
    void whatIsSplitByKeyHasAsManyPartitionsAsAreNamedAndTheRestOne() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free(), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicSetup.create(kafka.bootstrapServers(), OptionalInt.of(12));
            // whoever starts it without a number takes it as it is
            TopicSetup.create(kafka.bootstrapServers());

            assertThat(TopicSetup.partitions(kafka.bootstrapServers())).isEqualTo(12);
            for (Topics.Topic topic : Topics.all()) {
                assertThat(partitions(admin, topic)).as(topic.name()).isEqualTo(topic.partitions() == 1 ? 1 : 12);
                assertThat(partitions(admin, topic.deadLetter())).isEqualTo(1);
            }
            assertThatThrownBy(() -> TopicSetup.create(kafka.bootstrapServers(), OptionalInt.of(13)))
                    .hasMessageContaining("has 12 partitions, not 13");
        }
    }

    @Test
    void whatServicesCouldNotWorkWithIsRefused() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free(), folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            make(admin, Topics.EVENTS, 5);
            make(admin, Topics.HISTORY, 6);
            assertThatThrownBy(() -> TopicSetup.create(kafka.bootstrapServers()))
                    .hasMessageContaining(Topics.HISTORY.name() + " has 6 partitions, not 5");

            make(admin, Topics.HYPOTHESES, 5);
            assertThatThrownBy(() -> TopicSetup.create(kafka.bootstrapServers()))
                    .hasMessageContaining(Topics.HYPOTHESES.name() + " has 5 partitions, not 1");
        }
    }

    private static void make(Admin admin, Topics.Topic topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic.name(), partitions, (short) 1)))
                .all()
                .get();
        while (!admin.listTopics().names().get().contains(topic.name())) {
            Thread.onSpinWait();
        }
    }

    private static int partitions(Admin admin, Topics.Topic topic) throws Exception {
        return admin.describeTopics(List.of(topic.name()))
                .allTopicNames()
                .get()
                .get(topic.name())
                .partitions()
                .size();
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
