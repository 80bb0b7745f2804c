package io.beton.bench;

import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a search tells apart in a world beside names: a property with two values, and sessions, which are quarters of a day. */
final class SearchWorld implements Published.Labels {
    static final int PLANS = 2;
    static final long SESSION = Times.DAY / 4;
    static final long MILLISECOND = 1000;

    private final World world;
    private final List<List<Set<SelectorId>>> matched = new ArrayList<>();

    SearchWorld(World world) {
        this.world = world;
        for (int name = 0; name < World.NAMES; name++) {
            List<Set<SelectorId>> byPlan = new ArrayList<>();
            for (int plan = 0; plan < PLANS; plan++) {
                byPlan.add(
                        Set.of(Asked.selector(name).id(), filtered(name, plan).id()));
            }
            matched.add(byPlan);
        }
    }

    /** Those events of a name whose property has one of its values. */
    static Selector filtered(int name, int plan) {
        return new Selector(
                Asked.selector(name).event(),
                List.of(new PropertyFilter(
                        PropertyFilter.Scope.EVENT,
                        Optional.empty(),
                        "plan",
                        PropertyFilter.Operator.EQ,
                        Optional.of("plan " + plan))));
    }

    @Override
    public Set<SelectorId> matched(int event) {
        return matched.get(world.name(event)).get((int) (world.time(event) / MILLISECOND % PLANS));
    }

    @Override
    public Map<String, Long> values(int event) {
        return Map.of(CountedProperty.SESSION, 1 + world.time(event) / SESSION);
    }
}
