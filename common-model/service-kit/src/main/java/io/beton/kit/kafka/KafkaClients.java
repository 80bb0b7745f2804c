package io.beton.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;

/** Makes Kafka clients for loops whose offsets matter, with lag and the other client metrics on the service's page. */
@ApplicationScoped
public class KafkaClients {
    /**
     * Before it is compressed; the topics' max.message.bytes, 8 MB, holds for what it comes to then. A search has
     * thousands of candidates that look alike: their requests and counts become a tenth, or less.
     */
    private static final String LARGEST_MESSAGE = String.valueOf(24 * 1024 * 1024);

    /**
     * How long the partitions of a replica that was killed wait for another one. Kafka's own 45 seconds are for networks
     * that lose heartbeats; whoever is thought dead too soon has its last step done again by another one, once.
     */
    private static final Map<String, String> LIVENESS = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000", ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");

    private final Config config;
    private final MeterRegistry meters;

    public KafkaClients(Config config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    /** A consumer that commits only what its owner says, from the beginning where nothing was committed. */
    public KafkaConsumer<String, byte[]> consumer(String group, Map<String, String> overrides) {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putAll(LIVENESS);
        settings.putAll(overrides);
        return new LoopConsumer(settings, meters);
    }

    /** A consumer of no group, for reading whole topics. */
    KafkaConsumer<String, byte[]> reader() {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return Resolved.opened(
                () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()));
    }

    KafkaProducer<String, byte[]> producer() {
        return Resolved.opened(() -> producer(Map.of()));
    }

    /** A producer whose every record is acknowledged by all replicas. */
    public KafkaProducer<String, byte[]> producer(Map<String, String> overrides) {
        Map<String, Object> settings = common();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_MESSAGE);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "2");
        settings.putAll(overrides);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** For questions about the cluster itself. */
    public Admin admin() {
        return Admin.create(common());
    }

    /** The addresses and, for secured brokers, every {@code kafka.*} security setting of the configuration. */
    Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.getValue("kafka.bootstrap.servers", String.class));
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("kafka.security.") || name.startsWith("kafka.sasl.") || name.startsWith("kafka.ssl.")) {
                settings.put(name.substring("kafka.".length()), config.getValue(name, String.class));
            }
        }
        return settings;
    }
}
