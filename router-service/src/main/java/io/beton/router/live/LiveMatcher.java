package io.beton.router.live;

import io.beton.kit.loop.Loop;
import io.beton.kit.trace.TracedRecords;
import io.beton.model.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Matches approved hypotheses on what happens: each poll is understood, judged and stored in one transaction, then told;
 * and so is, between polls, who is due because time has passed.
 *
 * <p>Reads: events, history, hypotheses, history-requests. Writes: the tables {@code consumed}, {@code arrived},
 * {@code subject_row}, {@code warm}, {@code member}, {@code signal}, {@code delivery} and {@code outbox}, all or nothing. On failure: starts over from the
 * offsets in {@code consumed}; where another instance has moved them on, what was done is undone and they are read
 * again. An unreadable record becomes a dead letter. A topic that lost records is read from its beginning, and nobody is
 * judged who may lack events before a history was read again.
 * Where the topics have other partitions than the tables, nothing is matched.
 *
 * <p>Identities of its counters: {@link LiveCounters}.
 */
final class LiveMatcher implements Loop.Session {
    private static final Logger LOG = Logger.getLogger(LiveMatcher.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** So many times who is due is looked for between two polls. */
    private static final int PASSES = 20;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Intake intake;
    private final Matching matching;
    private final LiveCounters counters;
    private final Runnable told;
    private Position position = Position.NOWHERE;

    /** @param told called when there are new signals to carry on */
    LiveMatcher(
            KafkaConsumer<String, byte[]> consumer,
            Intake intake,
            Matching matching,
            MeterRegistry meters,
            Runnable told) {
        this.consumer = consumer;
        this.intake = intake;
        this.matching = matching;
        this.counters = new LiveCounters(meters);
        this.told = told;
        consumer.subscribe(List.of(Topics.EVENTS.name(), Topics.HISTORY.name()), new GoOnFromTheTable());
    }

    @Override
    public void step() {
        ConsumerRecords<String, byte[]> records =
                consumer.poll(position.unasked().isEmpty() ? POLL : Duration.ZERO);
        if (!records.isEmpty()) {
            TracedRecords.processing(records).run(() -> match(intake.gather(records)));
        }
        for (int i = 0; i < PASSES && !position.unasked().isEmpty(); i++) {
            done(() -> matching.pass(position));
        }
    }

    private void match(Gathered gathered) {
        if (done(() -> matching.match(gathered, position))) {
            showProgress(gathered);
        }
    }

    private boolean done(Supplier<Matching.Matched> work) {
        try {
            Matching.Matched matched = work.get();
            position = matched.position();
            counters.committed(matched);
            if (matched.told().signals() > 0) {
                told.run();
            }
            return true;
        } catch (OffsetStore.Fenced e) {
            counters.fenced();
            LOG.warnf("another reader was faster, going on from where it is: reason=%s", e.getMessage());
            goOnFromTheTable(consumer.assignment());
            return false;
        }
    }

    /** The table decides; what Kafka is told only shows people how far behind the group is. */
    private void showProgress(Gathered gathered) {
        Map<TopicPartition, OffsetAndMetadata> shown = new HashMap<>();
        gathered.next().forEach((partition, next) -> shown.put(partition, new OffsetAndMetadata(next)));
        consumer.commitAsync(shown, (offsets, failure) -> {
            if (failure != null) {
                LOG.debugf("progress not shown: reason=%s", failure.getMessage());
            }
        });
    }

    private void goOnFromTheTable(Collection<TopicPartition> partitions) {
        position = matching.position(partitions);
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
        LostRecords found = LostRecords.of(consumer, position.offsets(), oldest);
        if (!found.lost().isEmpty()) {
            counters.lost(found.lost());
            matching.beginAgain(position, found.lost(), oldest);
            position = matching.position(partitions);
        }
        if (!found.unknown().isEmpty()) {
            // before anything of them is taken in, so that it is known later whether they are still the same
            consumer.commitSync(found.unknown());
        }
        position.offsets()
                .forEach((partition, next) -> consumer.seek(partition, Math.max(next, oldest.get(partition))));
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private final class GoOnFromTheTable implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            position = Position.NOWHERE;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            matching.requireLayout(topic -> consumer.partitionsFor(topic).size());
            goOnFromTheTable(consumer.assignment());
        }
    }
}
