package io.beton.router.live;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.trace.Cause;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Understands the records of a poll: decodes them and finds whom they concern.
 *
 * <p>Reads: records of events and history. Writes: nothing. On failure: a record that cannot be decoded becomes a dead
 * letter; hypotheses that do not come in time are thrown, and the records are read again.
 */
final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final HypothesesView hypotheses;
    private final WarmUps warmUps;
    private final DeadLetters deadLetters;
    private final Steps steps;

    Intake(HypothesesView hypotheses, WarmUps warmUps, DeadLetters deadLetters, Steps steps) {
        this.hypotheses = hypotheses;
        this.warmUps = warmUps;
        this.deadLetters = deadLetters;
        this.steps = steps;
    }

    Gathered gather(Iterable<ConsumerRecord<String, byte[]>> records) {
        Steps.Lap lap = steps.begin();
        Gathered gathered = new Gathered();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.topic().equals(Topics.EVENTS.name())) {
                decoded(record, EventCodec::readBatch).ifPresent(batch -> {
                    gathered.cameOf(batch.connectionId(), Cause.of(record));
                    live(batch, record.partition(), gathered, lap);
                });
            } else {
                decoded(record, EventCodec::readHistory)
                        .ifPresent(history -> history(history, record.partition(), gathered, lap));
            }
            gathered.passed(record);
        }
        lap.ended(Steps.Step.DECODE);
        return gathered;
    }

    private void live(EventBatch batch, int partition, Gathered gathered, Steps.Lap lap) {
        lap.ended(Steps.Step.DECODE);
        LiveIndex index = hypotheses.of(batch);
        lap.ended(Steps.Step.WAIT);
        gathered.live().take(batch, gathered.touched().take(batch, partition, index));
        if (batch.arrivedUntil() != EventBatch.NOT_SAID) {
            gathered.arrived(new HomePartition(Home.of(batch), partition), batch.arrivedUntil());
        }
    }

    private void history(HistoryRecord history, int partition, Gathered gathered, Steps.Lap lap) {
        lap.ended(Steps.Step.DECODE);
        WarmUps.WarmUp warmUp = warmUps.of(history.requestId());
        for (VersionKey version : warmUp.versions()) {
            Optional<LiveHypothesis> hypothesis = hypotheses.published(version, warmUp.since());
            lap.ended(Steps.Step.WAIT);
            if (hypothesis.isEmpty()) {
                LOG.debugf("history of a hypothesis that is not matched passed over: hypothesis=%s", version);
            } else if (history instanceof HistoryRecord.Batch batch) {
                gathered.touched().take(batch.events().unpacked(), partition, new LiveIndex(List.of(hypothesis.get())));
            } else if (history instanceof HistoryRecord.End end) {
                end(end, new VersionPartition(version, partition), warmUp.since(), gathered);
            }
        }
    }

    private void end(HistoryRecord.End end, VersionPartition warmed, long since, Gathered gathered) {
        gathered.warmUps().add(end.failure().isEmpty() ? "warm" : "failed");
        if (end.failure().isEmpty()) {
            gathered.warmed(warmed, since);
        } else {
            LOG.errorf(
                    "warm-up failed, nobody of this partition is signalled until another one succeeds:"
                            + " hypothesis=%s partition=%d reason=%s",
                    warmed.version(), warmed.partition(), end.failure().get());
        }
    }

    private <T> Optional<T> decoded(ConsumerRecord<String, byte[]> record, Function<byte[], T> decode) {
        try {
            return Optional.of(decode.apply(record.value()));
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
            return Optional.empty();
        }
    }
}
