package io.beton.router.sink;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.signal.Signal;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which signals are owed to a binding; what is empty lets everything pass.
 *
 * @param minConfidence a signal without confidence has less than any
 */
public record SinkFilter(
        Set<GoalKind> types,
        Set<HypothesisId> hypotheses,
        Set<ConnectionId> connections,
        OptionalDouble minConfidence) {
    public static final SinkFilter ALL = new SinkFilter(Set.of(), Set.of(), Set.of(), OptionalDouble.empty());

    public SinkFilter {
        types = types == null ? Set.of() : Set.copyOf(types);
        hypotheses = hypotheses == null ? Set.of() : Set.copyOf(hypotheses);
        connections = connections == null ? Set.of() : Set.copyOf(connections);
        minConfidence = minConfidence == null ? OptionalDouble.empty() : minConfidence;
        double least = minConfidence.orElse(0);
        InvalidMember.check(
                least >= 0 && least <= 1, "min_confidence", "`min_confidence` must be a number from 0 to 1");
    }

    public boolean matches(Signal signal) {
        return (types.isEmpty() || types.contains(signal.type()))
                && (hypotheses.isEmpty() || hypotheses.contains(signal.hypothesisId()))
                && (connections.isEmpty() || connections.contains(signal.connectionId()))
                && (minConfidence.isEmpty() || signal.confidence().orElse(-1) >= minConfidence.getAsDouble());
    }
}
