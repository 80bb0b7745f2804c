package io.beton.kit.kafka;

import io.beton.model.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Has the counters of dead letters begin with none, for each topic that the service reads: what first appears with a one
 * has not grown, and nobody would be told.
 */
@Startup
@Singleton
final class DeadLetterCounters {

    DeadLetterCounters(@ConfigProperty(name = "quarkus.application.name") String service, MeterRegistry meters) {
        Set<String> reader = Set.of(service.replace("-service", ""), "everybody");
        Topics.all().stream()
                .filter(topic -> topic.readers().stream().anyMatch(reader::contains))
                .forEach(topic -> DeadLetters.counter(meters, topic.name()));
    }
}
