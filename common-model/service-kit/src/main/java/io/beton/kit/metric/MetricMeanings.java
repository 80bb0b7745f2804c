package io.beton.kit.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Gives each metric of ours its meaning from {@code meanings.properties}, so that the page of metrics and its reference,
 * {@code deploy/monitoring/README.md}, say the same; and leaves out what Kafka's client tells twice.
 */
@Singleton
final class MetricMeanings implements MeterFilter {
    private final Properties meanings = new Properties();

    MetricMeanings() {
        try (InputStream file = MetricMeanings.class.getResourceAsStream("meanings.properties")) {
            meanings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("[metrics] their meanings cannot be read", e);
        }
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String meaning = meanings.getProperty(id.getName());
        return meaning == null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), meaning, id.getType());
    }

    /** Each partition is there a second time, with underscores for the dots of its topic, and a sum would be twice it. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String topic = id.getTag("topic");
        return id.getName().startsWith("kafka.consumer.") && topic != null && topic.startsWith("beton_")
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
