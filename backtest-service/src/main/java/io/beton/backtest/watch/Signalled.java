package io.beton.backtest.watch;

import io.beton.backtest.postings.SealedHistory;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.SubjectId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The subjects of all watches of a request, as far as they are in a history, with their numbers there. */
final class Signalled {
    private final Map<SubjectId, Integer> numbers = new HashMap<>();

    private Signalled() {}

    static Signalled in(SealedHistory history, HistoryRequest asked) {
        Set<SubjectId> wanted = new HashSet<>();
        asked.candidates()
                .forEach(candidate -> candidate
                        .watch()
                        .ifPresent(watch -> watch.signals().stream()
                                .map(FiredSignal::subject)
                                .forEach(wanted::add)));
        Signalled found = new Signalled();
        for (int number = 0; number < history.subjects(); number++) {
            SubjectId id = history.facts(number).id();
            if (wanted.contains(id)) {
                found.numbers.put(id, number);
            }
        }
        return found;
    }

    Optional<Integer> number(SubjectId subject) {
        return Optional.ofNullable(numbers.get(subject));
    }
}
