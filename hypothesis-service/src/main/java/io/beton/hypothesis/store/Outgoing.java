package io.beton.hypothesis.store;

import io.beton.kit.kafka.Publisher;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Hypothesis;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What this service tells the others, within the transaction that makes it so.
 *
 * <p>Reads: nothing. Writes: {@code outbox}, from where it goes to hypotheses and history-requests in the order of
 * writing. On failure: the transaction is undone and nothing was said.
 */
@Singleton
public final class Outgoing {
    private final Outbox outbox = new Outbox("hypothesis");

    public void say(Connection sql, Hypothesis hypothesis) throws SQLException {
        outbox.append(
                sql, Topics.HYPOTHESES.name(), hypothesis.hypothesisId().value(), Map.of(), Json.bytes(hypothesis));
    }

    public void ask(Connection sql, HistoryRequest request) throws SQLException {
        outbox.append(sql, Topics.HISTORY_REQUESTS.name(), request.requestId().value(), Map.of(), Json.bytes(request));
    }

    /** Who carries it on. */
    public OutboxRelay relay(DataSource database, Publisher publisher, MeterRegistry meters) {
        return new OutboxRelay(database, outbox, publisher, meters);
    }
}
