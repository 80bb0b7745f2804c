package io.beton.hypothesis.goal;

import io.beton.hypothesis.taxonomy.EventWords;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.GoalKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The event that by its name most probably is the outcome of a goal, and why. */
record OutcomeGuess(String event, String reason) {

    /** The first phrase of the kind's list that occurs decides, and among several events the most frequent. */
    static Optional<OutcomeGuess> of(GoalKind kind, List<Taxonomy.EventType> mostFrequentFirst) {
        OutcomeWords words = OutcomeWords.of(kind);
        return words.phrases().stream()
                .flatMap(phrase -> mostFrequentFirst.stream()
                        .filter(event -> EventWords.of(event.name()).tellsOf(phrase, words.elsewhere()))
                        .map(event -> new OutcomeGuess(event.name(), reason(kind, phrase, event))))
                .findFirst();
    }

    private static String reason(GoalKind kind, String phrase, Taxonomy.EventType event) {
        return "`" + event.name() + "` says \"" + phrase + "\", which usually means "
                + kind.name().toLowerCase(Locale.ROOT) + "; it happened " + event.volume()
                + " times in the days that were measured. If something else is meant, PATCH the goal with its `outcome`";
    }
}
