package io.beton.model.backtest;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether what was read for one request is enough for another one that asks of the same history. */
public final class Coverage {
    private Coverage() {}

    /** What it asks that was not read for its base, as a reason for people; nothing where all of it was read. */
    public static Optional<String> gap(HistoryRequest base, HistoryRequest asked) {
        if (!base.readsSource()) {
            return Optional.of(base.requestId() + " read no history of its own; name the request that did");
        }
        if (!base.connectionId().equals(asked.connectionId())) {
            return differs(base, "the connection", base.connectionId(), asked.connectionId());
        }
        if (!base.subject().equals(asked.subject())) {
            return differs(base, "the subject", base.subject(), asked.subject());
        }
        if (!base.asOf().equals(asked.asOf())) {
            return differs(base, "`as_of`", base.asOf(), asked.asOf());
        }
        if (base.windowDays() != asked.windowDays()) {
            return differs(base, "`window_days`", base.windowDays(), asked.windowDays());
        }
        return unread(base, "the selector", base.selectors(), asked.selectors())
                .or(() -> unread(base, "the values of", base.counted(), asked.counted()))
                .or(() -> unread(base, "earlier matches of", base.earlierOutcomes(), asked.earlierOutcomes()))
                .or(() -> unread(base, "activity", base.needsActivity(), asked.needsActivity()))
                .or(() -> unread(base, "first sessions", base.needsFirstSession(), asked.needsFirstSession()));
    }

    private static Optional<String> differs(HistoryRequest base, String what, Object read, Object asked) {
        return Optional.of(what + " is " + asked + ", but the history of " + base.requestId() + " is of " + read);
    }

    private static Optional<String> unread(HistoryRequest base, String what, Collection<?> read, Collection<?> asked) {
        Set<?> known = new HashSet<>(read);
        return asked.stream()
                .filter(one -> !known.contains(one))
                .findFirst()
                .map(one -> reason(base, what + " " + one));
    }

    private static Optional<String> unread(HistoryRequest base, String what, boolean read, boolean asked) {
        return asked && !read ? Optional.of(reason(base, what)) : Optional.empty();
    }

    private static String reason(HistoryRequest base, String what) {
        return what + " was not read for " + base.requestId();
    }
}
