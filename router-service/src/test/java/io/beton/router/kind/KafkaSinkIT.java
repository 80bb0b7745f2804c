package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Json;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkState;
import io.beton.servers.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sink makes of what a cluster does: the contract of sinks in the words of Kafka. */
class KafkaSinkIT {
    private static final Signal SIGNAL = SinkContract.SIGNAL;
    private static final IdentifiedSignal IDENTIFIED = SinkContract.IDENTIFIED;
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration HURRIED = Duration.ofMillis(900);

    private final KafkaClients clients = new KafkaClients(
            new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of("kafka.bootstrap.servers", Servers.bootstrapServers()), "test", 100))
                    .build(),
            new SimpleMeterRegistry());
    private final List<KafkaProducers> opened = new ArrayList<>();
    private final String topic = "test-" + UUID.randomUUID();

    @AfterEach
    void close() {
        opened.forEach(KafkaProducers::close);
    }

    @Test
    void aRecordIsACloudEventOnAnotherTopicOfOurCluster() throws Exception {
        // Given
        create(Map.of());
        // When
        AttemptResult result = attempt(PATIENT, Optional.empty());
        // Then
        assertThat(result).isEqualTo(new AttemptResult.Delivered(OptionalInt.empty()));
        assertPublished();
    }

    @Test
    void orOfAnotherOne() throws Exception {
        // Given
        create(Map.of());
        // When
        AttemptResult result = attempt(PATIENT, Optional.of(Servers.bootstrapServers()));
        // Then
        assertThat(result).isEqualTo(new AttemptResult.Delivered(OptionalInt.empty()));
        assertPublished();
    }

    @Test
    void aRecordThatTheTopicRefusesIsFinal() throws Exception {
        // Given
        create(Map.of("max.message.bytes", "100"));
        // When
        AttemptResult result = attempt(PATIENT, Optional.empty());
        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        AttemptResult.Refused.class,
                        refused -> assertThat(refused.said()).isEqualTo("RecordTooLargeException"));
    }

    @Test
    void aTopicThatIsNotThereIsWaitedFor() {
        assertThat(attempt(HURRIED, Optional.empty())).isInstanceOf(AttemptResult.TryAgain.class);
    }

    @Test
    void aBrokerThatCannotBeReachedIsTriedAgain() throws IOException {
        // Given
        int closed;
        try (ServerSocket server = new ServerSocket(0)) {
            closed = server.getLocalPort();
        }
        // Then
        assertThat(attempt(HURRIED, Optional.of("localhost:" + closed))).isInstanceOf(AttemptResult.TryAgain.class);
        assertThat(attempt(HURRIED, Optional.of("no-such-host.invalid:9092")))
                .isInstanceOf(AttemptResult.TryAgain.class);
    }

    @Test
    void aBrokerThatHangsIsCutOff() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(attempt(HURRIED, Optional.of("localhost:" + silent.getLocalPort())))
                    .isInstanceOf(AttemptResult.TryAgain.class);
        }
    }

    @Test
    void aBrokerThatHangsUpIsTriedAgain() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            // Given
            Thread hangUp = new Thread(() -> {
                while (!rude.isClosed()) {
                    try (Socket socket = rude.accept()) {
                        socket.setSoLinger(true, 0);
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            hangUp.setDaemon(true);
            hangUp.start();
            // Then
            assertThat(attempt(HURRIED, Optional.of("localhost:" + rude.getLocalPort())))
                    .isInstanceOf(AttemptResult.TryAgain.class);
        }
    }

    @Test
    void aPrivateAddressIsNotCalled() {
        assertThat(attempt(PATIENT, Optional.of("127.0.0.1:9092")))
                .isInstanceOfSatisfying(
                        AttemptResult.Refused.class,
                        refused -> assertThat(refused.said()).contains("not allowed"));
    }

    @Test
    void aProducerThatNobodyUsesIsClosed() {
        // Given
        StoppedClock clock = new StoppedClock(Instant.EPOCH);
        KafkaProducers producers = new KafkaProducers(clients, LocalSettings.within(PATIENT), clock);
        opened.add(producers);
        KafkaProducer<String, byte[]> used = producers.of(binding(Optional.empty()));
        clock.forward(Duration.ofMinutes(10));
        producers.closeIdle();
        assertThat(producers.of(binding(Optional.empty()))).isSameAs(used);
        // When
        clock.forward(Duration.ofMinutes(11));
        producers.closeIdle();
        // Then
        assertThatThrownBy(() -> used.partitionsFor(topic)).hasMessageContaining("after close");
        assertThat(producers.of(binding(Optional.empty()))).isNotSameAs(used);
    }

    @Test
    void anAttemptThatFailsDropsItsOwnProducerAlone() {
        // Given
        KafkaProducers producers = new KafkaProducers(clients, LocalSettings.within(PATIENT), Clock.systemUTC());
        opened.add(producers);
        SinkBinding binding = binding(Optional.empty());
        KafkaProducer<String, byte[]> failed = producers.of(binding);
        producers.drop(binding, failed);
        KafkaProducer<String, byte[]> other = producers.of(binding);
        // When
        producers.drop(binding, failed);
        // Then
        assertThat(other).isNotSameAs(failed);
        assertThat(producers.of(binding)).isSameAs(other);
    }

    @Test
    void aPreviewIsTheRecord() {
        // When
        var shown = sink(PATIENT).preview(IDENTIFIED, binding(Optional.empty())).get(0);
        // Then
        assertThat(shown.url()).endsWith("/" + topic);
        assertThat(shown.headers()).containsEntry("ce_id", SIGNAL.signalId().value());
        assertThat(Json.read(shown.body().toString(), Signal.class)).isEqualTo(SIGNAL);
    }

    private void assertPublished() {
        try (KafkaConsumer<String, byte[]> consumer = clients.consumer("test-" + UUID.randomUUID(), Map.of())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 1L);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (records.isEmpty()) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            ConsumerRecord<String, byte[]> record = records.get(0);
            assertThat(record.key()).isEqualTo("acme.example");
            assertThat(Json.read(record.value(), Signal.class)).isEqualTo(SIGNAL);
            assertThat(new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                    .isEqualTo(SIGNAL.signalId().value());
        }
    }

    private void create(Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    private AttemptResult attempt(Duration timeout, Optional<String> servers) {
        return sink(timeout).attempt(List.of(IDENTIFIED), binding(servers));
    }

    private KafkaSink sink(Duration timeout) {
        LocalSettings settings = LocalSettings.within(timeout);
        KafkaProducers producers = new KafkaProducers(clients, settings, Clock.systemUTC());
        opened.add(producers);
        return new KafkaSink(producers, new AddressGuard(settings));
    }

    private SinkBinding binding(Optional<String> servers) {
        return new SinkBinding(
                new SinkId("sink_1"),
                "other cluster",
                SinkKind.KAFKA,
                new KafkaMembers(topic, servers, KafkaMembers.Security.NONE, Optional.empty()),
                SinkFilter.ALL,
                FieldMapping.NONE,
                OptionalDouble.empty(),
                SinkState.ACTIVE,
                Instant.EPOCH);
    }
}
