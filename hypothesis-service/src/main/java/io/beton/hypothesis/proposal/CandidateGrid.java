package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Everything the explorer tries for a goal: frequent custom events by how often and how soon. */
final class CandidateGrid {
    private static final int MOST_EVENTS = 20;
    private static final int[] THRESHOLDS = {1, 2, 3, 5};
    private static final int[] WITHIN_DAYS = {1, 3, 7, 14};
    /** Names of signing up, without their punctuation. */
    private static final Set<String> SIGN_UPS = Set.of(
            "signedup",
            "usersignedup",
            "signup",
            "signupcompleted",
            "completedsignup",
            "accountcreated",
            "createdaccount",
            "usercreated",
            "registered",
            "userregistered",
            "registrationcompleted");

    private CandidateGrid() {}

    static List<Claim> of(Goal goal, Taxonomy taxonomy) {
        Optional<Selector> anchor = signUp(taxonomy);
        List<String> events = taxonomy.events().stream()
                .filter(type -> type.volume() > 0)
                .filter(type -> !type.name().startsWith("$"))
                .filter(type -> !type.name().equals(goal.outcome().event()))
                .filter(type ->
                        anchor.isEmpty() || !type.name().equals(anchor.get().event()))
                .sorted(Comparator.comparingLong(Taxonomy.EventType::volume)
                        .reversed()
                        .thenComparing(Taxonomy.EventType::name))
                .limit(MOST_EVENTS)
                .map(Taxonomy.EventType::name)
                .toList();
        List<Claim> claims = new ArrayList<>();
        for (String event : events) {
            for (int threshold : THRESHOLDS) {
                for (int within : WITHIN_DAYS) {
                    claims.add(new Claim(
                            Subject.PERSON,
                            new Condition.Count(Selector.of(event), threshold),
                            new Design.Anchored(anchor, within),
                            goal.target()));
                }
            }
        }
        return claims;
    }

    private static Optional<Selector> signUp(Taxonomy taxonomy) {
        return taxonomy.events().stream()
                .filter(type -> type.volume() > 0)
                .filter(type ->
                        SIGN_UPS.contains(type.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")))
                .max(Comparator.comparingLong(Taxonomy.EventType::volume))
                .map(type -> Selector.of(type.name()));
    }
}
