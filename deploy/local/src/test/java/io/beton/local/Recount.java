package io.beton.local;

import io.beton.model.backtest.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The numbers of an anchored backtest counted again from the events, subject by subject, with nothing of the product
 * but the record that holds four counts. It reads like sections 4 and 5 of the specification.
 */
record Recount(Counts all, Counts discovery, Counts holdout, long immature, long alreadyConverted) {

    /** When the events of one window, sorted by time, make a condition true first. */
    interface FirstTrue {
        Optional<Instant> at(List<Happened> window);
    }

    /** @param anchor the event that starts a window, or nothing for the first event of somebody new */
    record Question(
            Optional<String> anchor, FirstTrue condition, Duration within, Duration horizon, Duration historyWindow) {}

    static Recount of(List<Happened> events, Question question, Instant asOf) {
        Instant windowStart = asOf.minus(question.historyWindow());
        Instant start = windowStart.plus(question.within());
        Instant end = asOf.minus(question.horizon());
        Instant split = start.plus(Duration.between(start, end).multipliedBy(2).dividedBy(3));
        Counts discovery = Counts.NONE;
        Counts holdout = Counts.NONE;
        long immature = 0;
        long alreadyConverted = 0;
        for (List<Happened> subject : bySubject(events).values()) {
            List<Happened> seen = subject.stream()
                    .filter(event ->
                            !event.at().isBefore(windowStart) && event.at().isBefore(asOf))
                    .toList();
            Optional<Instant> anchor = anchor(subject, seen, question, windowStart);
            if (anchor.isEmpty()) {
                continue;
            }
            Instant landmark = anchor.get().plus(question.within());
            Optional<Instant> firstOutcome = subject.stream()
                    .filter(event ->
                            event.event().equals("subscribed") && event.at().isBefore(asOf))
                    .map(Happened::at)
                    .findFirst();
            if (landmark.plus(question.horizon()).isAfter(asOf)) {
                immature++;
            } else if (firstOutcome.filter(first -> first.isBefore(landmark)).isPresent()) {
                alreadyConverted++;
            } else {
                boolean fired = question.condition()
                        .at(between(seen, anchor.get(), landmark))
                        .isPresent();
                boolean positive = seen.stream()
                        .anyMatch(event -> event.event().equals("subscribed")
                                && !event.at().isBefore(landmark)
                                && event.at().isBefore(landmark.plus(question.horizon())));
                Counts one = new Counts(
                        fired && positive ? 1 : 0,
                        fired && !positive ? 1 : 0,
                        !fired && positive ? 1 : 0,
                        !fired && !positive ? 1 : 0);
                discovery = landmark.isBefore(split) ? discovery.plus(one) : discovery;
                holdout = landmark.isBefore(split) ? holdout : holdout.plus(one);
            }
        }
        return new Recount(discovery.plus(holdout), discovery, holdout, immature, alreadyConverted);
    }

    /** Who must be signalled after an approval: whose condition became true first at or after it. */
    static Set<String> signalled(List<Happened> events, Question question, Instant approvedAt) {
        return fired(events, question, approvedAt, first -> !first.isBefore(approvedAt));
    }

    /** Who qualified already when it was approved. */
    static Set<String> members(List<Happened> events, Question question, Instant approvedAt) {
        return fired(events, question, approvedAt, first -> first.isBefore(approvedAt));
    }

    private static Set<String> fired(
            List<Happened> events, Question question, Instant approvedAt, Predicate<Instant> when) {
        Set<String> fired = new TreeSet<>();
        bySubject(events).forEach((who, subject) -> {
            Instant windowStart = approvedAt.minus(question.historyWindow());
            List<Happened> seen = subject.stream()
                    .filter(event -> !event.at().isBefore(windowStart))
                    .toList();
            anchor(subject, seen, question, windowStart)
                    .map(anchor -> between(seen, anchor, anchor.plus(question.within())))
                    .flatMap(question.condition()::at)
                    .filter(when)
                    .ifPresent(first -> fired.add(who));
        });
        return fired;
    }

    static FirstTrue atLeast(String event, int times) {
        return window -> window.stream()
                .filter(each -> each.event().equals(event))
                .skip(times - 1L)
                .map(Happened::at)
                .findFirst();
    }

    /** The first event, strictly later the second, at most so long after. */
    static FirstTrue inOrder(String first, String second, Duration longest) {
        return window -> window.stream()
                .filter(later -> later.event().equals(second))
                .filter(later -> window.stream()
                        .anyMatch(earlier -> earlier.event().equals(first)
                                && earlier.at().isBefore(later.at())
                                && !earlier.at().plus(longest).isBefore(later.at())))
                .map(Happened::at)
                .findFirst();
    }

    static FirstTrue both(FirstTrue one, FirstTrue other) {
        return window -> one.at(window).flatMap(at -> other.at(window).map(then -> then.isAfter(at) ? then : at));
    }

    static FirstTrue either(FirstTrue one, FirstTrue other) {
        return window -> {
            Optional<Instant> at = one.at(window);
            Optional<Instant> then = other.at(window);
            return at.isPresent() && (then.isEmpty() || at.get().isBefore(then.get())) ? at : then;
        };
    }

    private static Optional<Instant> anchor(
            List<Happened> subject, List<Happened> seen, Question question, Instant windowStart) {
        if (question.anchor().isPresent()) {
            return seen.stream()
                    .filter(event -> event.event().equals(question.anchor().get()))
                    .map(Happened::at)
                    .findFirst();
        }
        boolean known = subject.get(0).at().isBefore(windowStart);
        return known ? Optional.empty() : seen.stream().map(Happened::at).findFirst();
    }

    private static List<Happened> between(List<Happened> events, Instant from, Instant to) {
        return events.stream()
                .filter(event -> !event.at().isBefore(from) && event.at().isBefore(to))
                .toList();
    }

    private static Map<String, List<Happened>> bySubject(Collection<Happened> events) {
        Map<String, List<Happened>> subjects = new LinkedHashMap<>();
        events.stream()
                .distinct()
                .sorted(Comparator.comparing(Happened::at))
                .forEach(event -> subjects.computeIfAbsent(event.who(), who -> new ArrayList<>())
                        .add(event));
        return subjects;
    }
}
