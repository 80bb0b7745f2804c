package io.beton.hypothesis.goal;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.GoalKind;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses an event that sounds like a goal's outcome: by the strongest word, then by volume. */
final class OutcomeGuess {
    private static final List<String> CONVERSION = List.of(
            "subscribed",
            "subscription created",
            "subscription started",
            "purchase",
            "checkout completed",
            "order completed",
            "order placed",
            "payment succeeded",
            "paid",
            "upgraded",
            "converted");
    private static final List<String> EXPANSION =
            List.of("upgraded", "plan changed", "seat added", "seats added", "expanded", "purchase", "subscribed");
    private static final List<String> CHURN =
            List.of("cancelled", "canceled", "churned", "unsubscribed", "account deleted", "downgraded");

    private OutcomeGuess() {}

    static Optional<Guess> guess(GoalKind kind, Taxonomy taxonomy) {
        List<String> words =
                switch (kind) {
                    case CONVERSION -> CONVERSION;
                    case EXPANSION -> EXPANSION;
                    case CHURN -> CHURN;
                };
        for (String word : words) {
            Optional<Taxonomy.EventType> event = taxonomy.events().stream()
                    .filter(type -> !type.name().startsWith("$"))
                    .filter(type -> plain(type.name()).contains(word))
                    .max(Comparator.comparingLong(Taxonomy.EventType::volume));
            if (event.isPresent()) {
                return Optional.of(
                        new Guess(event.get().name(), "its name holds `" + word + "`; PATCH the goal to change it"));
            }
        }
        return Optional.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").trim();
    }

    record Guess(String event, String reason) {}
}
