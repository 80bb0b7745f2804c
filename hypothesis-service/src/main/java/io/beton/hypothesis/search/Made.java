package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import java.util.List;

/** A condition made of others of the same design, with the best that it can come to. */
record Made(Condition condition, List<Scored> parents, Bound bound) {

    static Made refining(Condition condition, List<Scored> parents) {
        return new Made(condition, parents, Bound.of(parents, false));
    }

    static Made both(Scored one, Scored other) {
        List<Scored> parents = List.of(one, other);
        return new Made(
                new Condition.AllOf(List.of(one.condition(), other.condition())), parents, Bound.of(parents, true));
    }

    Claim claim() {
        Claim claim = parents.get(0).claim();
        return new Claim(claim.subject(), condition, claim.design(), claim.outcome());
    }

    Idea idea() {
        return new Idea(claim(), parents.stream().map(Scored::position).toList());
    }

    /** Of what it is made, at least so sure. */
    double promise() {
        return parents.stream().mapToDouble(Scored::surestLift).min().orElse(0);
    }
}
