package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.stream.Collectors;

/** Refuses moves that a state does not allow, and says which it does. */
final class Transitions {
    private Transitions() {}

    static void check(Hypothesis hypothesis, HypothesisState to) {
        HypothesisState from = hypothesis.status();
        if (!from.mayBecome(to)) {
            String allowed =
                    from.next().stream().map(Transitions::name).sorted().collect(Collectors.joining(", "));
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT,
                    "hypothesis " + hypothesis.hypothesisId() + " is " + name(from) + " and cannot become " + name(to)
                            + (allowed.isEmpty() ? "; this state is final" : "; it can become " + allowed));
        }
    }

    private static String name(HypothesisState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
