package io.beton.hypothesis.search;

import io.beton.hypothesis.taxonomy.EventWords;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The event that by its name is the sign-up, from which subjects are watched. */
final class AnchorGuess {
    private static final List<String> PHRASES = List.of(
            "signed up",
            "sign up",
            "signup",
            "user signed up",
            "account created",
            "created account",
            "user created",
            "user registered",
            "registered",
            "registration completed",
            "account registered");

    private static final Set<String> ELSEWHERE =
            Set.of("newsletter", "team", "teammate", "waitlist", "webinar", "deleted", "invited");

    private AnchorGuess() {}

    /** Nothing where no name fits; then subjects are watched from when they were first seen. */
    static Optional<Selector> of(
            List<Taxonomy.EventType> mostFrequentFirst, Subject subject, Optional<Selector> outcome) {
        return phrases(subject).stream()
                .flatMap(phrase -> mostFrequentFirst.stream()
                        .map(Taxonomy.EventType::name)
                        .filter(name -> EventWords.of(name).tellsOf(phrase, ELSEWHERE)))
                .filter(name -> outcome.filter(selector -> selector.event().equals(name))
                        .isEmpty())
                .findFirst()
                .map(Selector::of);
    }

    /** A member's sign-up is not the beginning of a group, but its making is. */
    private static List<String> phrases(Subject subject) {
        return subject.groupType()
                .map(type -> List.of(type + " created", "created " + type))
                .orElse(PHRASES);
    }
}
