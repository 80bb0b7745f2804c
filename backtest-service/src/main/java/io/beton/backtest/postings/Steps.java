package io.beton.backtest.postings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The steps of counting many claims, what several of them need worked out once. */
public final class Steps implements Step {
    private final List<Step> inOrder = new ArrayList<>();
    private final Map<Object, Step> known = new HashMap<>();

    /**
     * The step of this key, made if it is not known; what it is made of comes before it.
     *
     * @param key equal for equal work, of a type of its own for each type of step
     */
    @SuppressWarnings("unchecked")
    public <T extends Step> T once(Object key, Supplier<T> made) {
        T step = (T) known.get(key);
        if (step == null) {
            step = made.get();
            known.put(key, step);
            inOrder.add(step);
        }
        return step;
    }

    @Override
    public void over(Block block) {
        for (Step step : inOrder) {
            step.over(block);
        }
    }
}
