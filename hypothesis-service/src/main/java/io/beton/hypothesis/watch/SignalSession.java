package io.beton.hypothesis.watch;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Notes whom signals were about, so that it can be asked later whether they came true.
 *
 * <p>Reads: signals. Writes: {@code fired}. On failure: what is no signal becomes a dead letter; where the database is
 * away the same records are read again, since their offsets are committed last.
 */
final class SignalSession implements Loop.Session {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final FiredStore fired;
    private final Database database;

    SignalSession(
            KafkaConsumer<String, byte[]> consumer, DeadLetters deadLetters, FiredStore fired, Database database) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.fired = fired;
        this.database = database;
        consumer.subscribe(List.of(Topics.SIGNALS.name()));
    }

    @Override
    public void step() {
        List<Signal> understood = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            read(record, understood);
        }
        if (!understood.isEmpty()) {
            database.transaction(sql -> {
                for (Signal signal : understood) {
                    fired.keep(sql, signal);
                }
                return understood.size();
            });
        }
        consumer.commitSync();
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void read(ConsumerRecord<String, byte[]> record, List<Signal> understood) {
        try {
            understood.add(checked(Json.read(record.value(), Signal.class)));
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
        }
    }

    private static Signal checked(Signal signal) {
        InvalidMember.require(signal.signalId(), "signal_id");
        InvalidMember.require(signal.hypothesisId(), "hypothesis_id");
        InvalidMember.require(signal.firedAt(), "fired_at");
        InvalidMember.require(InvalidMember.require(signal.subject(), "subject").id(), "subject.id");
        return signal;
    }
}
