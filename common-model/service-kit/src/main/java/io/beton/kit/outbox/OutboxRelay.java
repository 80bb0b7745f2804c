package io.beton.kit.outbox;

import io.beton.kit.kafka.Publisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Carries an outbox to Kafka in the order of its rows.
 *
 * <p>Reads: the outbox. Writes: the topics its rows name, then deletes the rows. On failure: the rows stay, and the next
 * call publishes them again; readers drop repeats by the ids inside.
 */
public final class OutboxRelay {
    private static final int BATCH = 500;
    private static final int MOST_COUNTED = 100_000;

    private final DataSource database;
    private final Outbox outbox;
    private final Publisher publisher;
    private final Counter published;
    private volatile double pending = Double.NaN;

    public OutboxRelay(DataSource database, Outbox outbox, Publisher publisher, MeterRegistry meters) {
        this.database = database;
        this.outbox = outbox;
        this.publisher = publisher;
        this.published = meters.counter("beton.outbox.published");
        Gauge.builder("beton.outbox.pending", () -> pending).register(meters);
    }

    /** Looks how much waits, so that who reads the metrics does not; where it fails they tell what was. */
    public void look() throws SQLException {
        try (Connection connection = database.getConnection()) {
            pending = outbox.waiting(connection, MOST_COUNTED);
        }
    }

    /** Publishes what is there; call it outside of any transaction. Returns how many rows went out. */
    public int relay() throws SQLException {
        int published = 0;
        int batch;
        do {
            batch = relayBatch();
            published += batch;
        } while (batch == BATCH);
        return published;
    }

    private int relayBatch() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Outbox.Entry> entries =
                        outbox.tryLock(connection) ? outbox.oldest(connection, BATCH) : List.<Outbox.Entry>of();
                if (!entries.isEmpty()) {
                    runs(entries)
                            .forEach(run -> publisher.publish(
                                    run.stream().map(Outbox.Entry::record).toList()));
                    outbox.delete(connection, entries);
                }
                connection.commit();
                published.increment(entries.size());
                return entries.size();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Kafka keeps no order between topics, so a row of another topic waits until those before it are acknowledged. */
    private static List<List<Outbox.Entry>> runs(List<Outbox.Entry> entries) {
        List<List<Outbox.Entry>> runs = new ArrayList<>();
        String topic = null;
        for (Outbox.Entry entry : entries) {
            if (!entry.topic().equals(topic)) {
                runs.add(new ArrayList<>());
                topic = entry.topic();
            }
            runs.get(runs.size() - 1).add(entry);
        }
        return runs;
    }
}
