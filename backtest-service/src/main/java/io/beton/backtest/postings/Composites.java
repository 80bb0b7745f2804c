package io.beton.backtest.postings;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Not;
import java.util.List;

/** Conditions that others can be made of, as sets made of other sets, whatever the sets are of. */
public abstract class Composites implements Condition.Form<Truth> {

    /** The set of a part, worked out once for all who need it. */
    protected abstract Truth of(Condition condition);

    /** Not one more. */
    @Override
    public final Truth atMost(Condition.AtMost atMost) {
        int more = (int) Math.min(Integer.MAX_VALUE, atMost.atMost() + 1L);
        return Truth.Not.of(of(new Condition.Count(atMost.selector(), more)));
    }

    @Override
    public final Truth allOf(Condition.AllOf all) {
        return Truth.All.of(parts(all.conditions()));
    }

    @Override
    public final Truth anyOf(Condition.AnyOf any) {
        return Truth.Any.of(parts(any.conditions()));
    }

    @Override
    public final Truth not(Not not) {
        return Truth.Not.of(of(not.condition()));
    }

    private Truth[] parts(List<Condition> conditions) {
        return conditions.stream().map(this::of).toArray(Truth[]::new);
    }
}
