package io.beton.router.kind;

import io.beton.kit.kafka.KafkaClients;
import io.beton.model.id.SinkId;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The producers of bindings, each made when it is first needed and closed when it has not been for a while; making one
 * can take long and holds up its own binding alone.
 */
@Singleton
final class KafkaProducers {
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

    private final KafkaClients ours;
    private final SinkConfig config;
    private final Clock clock;
    private final Map<SinkId, Slot> slots = new ConcurrentHashMap<>();

    KafkaProducers(KafkaClients ours, SinkConfig config, Clock clock) {
        this.ours = ours;
        this.config = config;
        this.clock = clock;
    }

    KafkaProducer<String, byte[]> of(SinkBinding binding) {
        Instant now = clock.instant();
        return slots.computeIfAbsent(binding.sinkId(), added -> new Slot(now))
                .producer(binding.members(KafkaMembers.class), now);
    }

    @Scheduled(every = "PT1M", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void closeIdle() {
        Instant longAgo = clock.instant().minus(LONGEST_IDLE);
        slots.values().forEach(slot -> slot.closeIdle(longAgo));
    }

    /** The next attempt makes a new one, unless another attempt has done so already. */
    void drop(SinkBinding binding, KafkaProducer<String, byte[]> failed) {
        Slot slot = slots.get(binding.sinkId());
        if (slot != null) {
            slot.drop(failed);
        }
    }

    @PreDestroy
    void close() {
        slots.values().forEach(Slot::close);
    }

    private KafkaProducer<String, byte[]> make(KafkaMembers members) {
        Map<String, String> settings = KafkaSettings.of(members, config.attemptTimeout());
        return members.bootstrapServers().isEmpty()
                ? ours.producer(settings)
                : new KafkaProducer<>(Map.copyOf(settings), new StringSerializer(), new ByteArraySerializer());
    }

    /** The place of one binding's producer. */
    private final class Slot {
        private Instant usedAt;
        private Optional<KafkaProducer<String, byte[]>> producer = Optional.empty();

        Slot(Instant now) {
            this.usedAt = now;
        }

        synchronized KafkaProducer<String, byte[]> producer(KafkaMembers members, Instant now) {
            usedAt = now;
            if (producer.isEmpty()) {
                producer = Optional.of(make(members));
            }
            return producer.get();
        }

        synchronized void closeIdle(Instant longAgo) {
            if (usedAt.isBefore(longAgo)) {
                close();
            }
        }

        synchronized void drop(KafkaProducer<String, byte[]> failed) {
            if (producer.filter(used -> used == failed).isPresent()) {
                close();
            }
        }

        synchronized void close() {
            producer.ifPresent(used -> used.close(Duration.ZERO));
            producer = Optional.empty();
        }
    }
}
