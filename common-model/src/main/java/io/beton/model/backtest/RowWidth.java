package io.beton.model.backtest;

import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.Collection;
import java.util.List;

/**
 * About how many bytes PostHog reads of each event that a query looks at: the widths of the columns that it touches.
 * One property costs as much as all, for they stand in one column as JSON.
 */
public final class RowWidth {
    private static final long TIME = 8;
    private static final long UUID = 16;
    private static final long EVENT_NAME = 20;
    private static final long GROUP_KEY = 20;
    private static final long PROPERTIES = 2000;

    private final HistoryRequest request;
    private final long narrow;

    public RowWidth(HistoryRequest request) {
        this.request = request;
        this.narrow = TIME + EVENT_NAME + (request.subject().kind() == Subject.Kind.PERSON ? UUID : GROUP_KEY);
    }

    public long ofSize() {
        return narrow + filters(request.selectors(), false);
    }

    public long ofEvents() {
        return narrow
                + UUID
                + TIME
                + filters(request.selectors(), !request.counted().isEmpty());
    }

    public long ofActivity() {
        return narrow + TIME + filters(List.of(), request.needsFirstSession());
    }

    public long ofEarlier(Selector outcome) {
        return narrow + filters(List.of(outcome), false);
    }

    private static long filters(Collection<Selector> selectors, boolean properties) {
        boolean events = properties || filters(selectors, Scope.EVENT);
        return (events ? PROPERTIES : 0) + (filters(selectors, Scope.PERSON) ? PROPERTIES : 0);
    }

    private static boolean filters(Collection<Selector> selectors, Scope scope) {
        return selectors.stream()
                .flatMap(selector -> selector.where().stream())
                .anyMatch(filter -> filter.scope() == scope);
    }
}
