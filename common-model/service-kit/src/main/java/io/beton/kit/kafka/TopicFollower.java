package io.beton.kit.kafka;

import io.beton.kit.loop.BackgroundWork;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads a topic of one partition from its beginning and goes on following it, for an in-memory view.
 *
 * <p>Reads: the topic. Writes: nothing. On failure: a record that cannot be applied becomes a dead letter; a broker that
 * is away is waited for; a topic that was made anew, or lost its end, is read from its beginning; one of several partitions
 * is not read, which the log says.
 */
public final class TopicFollower implements BackgroundWork, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<String, byte[]>> apply;
    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Runnable lost;
    private final Thread thread;
    private volatile boolean closed;
    private boolean knownToBeOne;
    private long applied = -1;
    /** How often somebody asked for the end, the start included, and up to which asking that has been answered. */
    private long endAsked = 1;

    private long endAnswered;

    /** @param lost called on the follower's own thread before a topic that lost records is read from its beginning */
    TopicFollower(
            String topic,
            Consumer<ConsumerRecord<String, byte[]>> apply,
            KafkaConsumer<String, byte[]> consumer,
            DeadLetters deadLetters,
            Runnable lost) {
        this.partition = new TopicPartition(topic, 0);
        this.apply = apply;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.lost = lost;
        this.thread = new Thread(this::run, "follow " + topic);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The offset of the last record that was applied, or passed over; -1 before the first. */
    public synchronized long applied() {
        return applied;
    }

    /** Whether everything that was there at the start has been applied. */
    public synchronized boolean caughtUp() {
        return endAnswered > 0;
    }

    /**
     * Waits until a record of at least this offset has been applied; an {@link IllegalStateException} if in vain. False
     * where all that is there has been applied and ends before it: who saw that record saw a topic that is lost.
     */
    public synchronized boolean awaitApplied(long offset, Duration longest) {
        long mine = ++endAsked;
        if (!await(() -> applied >= offset || endAnswered >= mine, longest)) {
            throw inVain("offset " + offset, longest);
        }
        return applied >= offset;
    }

    /** Waits until everything that is there by now has been applied; an {@link IllegalStateException} if in vain. */
    public synchronized void awaitEnd(Duration longest) {
        if (!reachesEnd(longest)) {
            throw inVain("its end", longest);
        }
    }

    /** Whether everything that is there by now has been applied within a time; not where the broker is away. */
    public synchronized boolean reachesEnd(Duration longest) {
        long mine = ++endAsked;
        return await(() -> endAnswered >= mine, longest);
    }

    @Override
    public String name() {
        return thread.getName();
    }

    /** What it follows. */
    public String topic() {
        return partition.topic();
    }

    @Override
    public boolean died() {
        return !thread.isAlive() && !closed;
    }

    @Override
    public void stop() {
        closed = true;
        consumer.wakeup();
    }

    @Override
    public boolean endsWithin(Duration longest) throws InterruptedException {
        // to join for no time at all would be for ever
        thread.join(Math.max(1, longest.toMillis()));
        return !thread.isAlive();
    }

    @Override
    public void breakOff() {
        thread.interrupt();
    }

    @Override
    public void close() {
        stop();
        try {
            endsWithin(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debugf("follower ended: topic=%s", partition.topic());
        }
    }

    private void step() {
        try {
            requireOnePartition();
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() <= applied()) {
                    // the client found the topic to end before its position, and went back, not always to the beginning
                    beginAgain();
                    return;
                }
                applyOrBury(record);
                advance(record.offset());
            }
            noteWhetherCaughtUp();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (closed) {
                return;
            }
            LOG.errorf(e, "follower could not read, goes on: topic=%s", partition.topic());
            pause();
            // what was fetched with the record that failed is not lost
            consumer.seek(partition, applied() + 1);
        }
    }

    /** What stands on other partitions would be missed without a word. */
    private void requireOnePartition() {
        if (!knownToBeOne) {
            int partitions = consumer.partitionsFor(partition.topic()).size();
            if (partitions > 1) {
                throw new IllegalStateException("[follow] " + partition.topic() + " has " + partitions
                        + " partitions, but is read as one whole: make it anew with one");
            }
            knownToBeOne = partitions == 1;
        }
    }

    private void applyOrBury(ConsumerRecord<String, byte[]> record) {
        try {
            apply.accept(record);
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
        }
    }

    private synchronized void advance(long offset) {
        applied = offset;
        notifyAll();
    }

    /** Compaction and transactions leave gaps, so the position of the consumer counts, not the last record's offset. */
    private void noteWhetherCaughtUp() {
        long asked;
        synchronized (this) {
            asked = endAsked;
            if (endAnswered == asked) {
                return;
            }
        }
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (end <= applied()) {
            // the client may have gone back to the beginning by itself
            beginAgain();
        } else if (consumer.position(partition) >= end) {
            synchronized (this) {
                applied = Math.max(applied, end - 1);
                endAnswered = asked;
                notifyAll();
            }
        }
    }

    private void beginAgain() {
        LOG.errorf(
                "topic ends before what was read of it, as one does that was made anew; read from its beginning:"
                        + " topic=%s",
                partition.topic());
        lost.run();
        synchronized (this) {
            applied = -1;
        }
        consumer.seekToBeginning(List.of(partition));
    }

    private boolean await(BooleanSupplier reached, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!reached.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("[follow] interrupted while waiting for " + partition.topic(), e);
            }
        }
        return true;
    }

    private IllegalStateException inVain(String what, Duration longest) {
        return new IllegalStateException(
                "[follow] " + partition.topic() + " did not reach " + what + " in " + longest + "; applied " + applied);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
