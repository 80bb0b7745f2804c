package io.beton.ingest.posthog;

import io.beton.model.hypothesis.Selector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the rows of an {@link EventQuery}, and hands on the events of each kind of subject that its own selectors match,
 * while they come.
 */
final class EventPageReader implements RowReader<EventQuery.End> {
    private final EventQuery query;
    private final EventReceiver receiver;
    private final EventKind[] kinds;
    private final EventRow event;
    private long rows;

    EventPageReader(EventQuery query, EventReceiver receiver) {
        List<Selector> selectors = query.selectors();
        List<String> properties = query.properties();
        this.query = query;
        this.receiver = receiver;
        this.kinds = query.kinds().stream()
                .map(asked -> new EventKind(asked, selectors, properties))
                .toArray(EventKind[]::new);
        this.event = new EventRow(EventKind.columns(selectors.size()), properties.size(), query.pageSize());
    }

    @Override
    public void row(RowValues row) throws IOException {
        rows++;
        event.read(row);
        for (int kind = 0; kind < kinds.length; kind++) {
            if (event.readSubject(kinds[kind], row)) {
                receiver.event(kind, event);
            }
        }
    }

    @Override
    public EventQuery.End result() {
        return new EventQuery.End(rows, rows < query.pageSize() ? Optional.empty() : Optional.of(last()));
    }

    private EventQuery.Position last() {
        return new EventQuery.Position(
                query.range().created() ? event.createdAt() : event.timestamp(),
                new UUID(event.uuidHigh(), event.uuidLow()).toString());
    }
}
