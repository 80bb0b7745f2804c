package io.beton.hypothesis.lifecycle;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.HypothesisState;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** States as they are written in JSON, tables and addresses. */
final class StateName {
    private StateName() {}

    static String of(HypothesisState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static List<String> of(Collection<HypothesisState> states) {
        return states.stream().map(StateName::of).sorted().toList();
    }

    /** The state of that name; an {@link InvalidMember} `status` that lists the names otherwise. */
    static HypothesisState parse(String name) {
        return Arrays.stream(HypothesisState.values())
                .filter(state -> of(state).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidMember(
                        "status", "`status` must be one of " + of(List.of(HypothesisState.values()))));
    }
}
