package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Trend;
import io.beton.model.hypothesis.Trend.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a search begins with: whatever is refined later on, and what refines nothing. It names every selector, so that one
 * reading of history serves all levels.
 */
final class FirstLevel {
    /** At what share of the candidates it ends, so that there is room to go on from the best. */
    private static final double SHARE = 0.5;

    private FirstLevel() {}

    /**
     * @param suggested from elsewhere, tried like all others
     */
    static Level of(Space space, List<Claim> suggested, SearchLimits limits) {
        List<Idea> all = Stream.concat(
                        suggested.stream(), space.designs().stream().flatMap(design -> in(design, space)))
                .distinct()
                .map(Idea::of)
                .toList();
        int most = Math.max(1, (int) (limits.levels() == 1 ? limits.candidates() : limits.candidates() * SHARE));
        List<Idea> room = all.subList(0, Math.min(all.size(), most));
        return new Level(room, Probe.of(space, suggested), 0, all.size() - room.size(), false);
    }

    private static Stream<Claim> in(Design design, Space space) {
        Stream<Condition> plain = space.events().stream()
                .flatMap(event -> Stream.concat(
                        Stream.of(new Condition.Count(event, 1), new Condition.AtMost(event, 0)),
                        design instanceof Design.Rolling ? trends(event) : Stream.empty()));
        Stream<Condition> narrow = design instanceof Design.FirstSession
                ? Stream.empty()
                : Stream.concat(space.filtered().stream(), space.traits().stream())
                        .map(selector -> new Condition.Count(selector, 1));
        return Stream.concat(plain, narrow)
                .map(condition -> new Claim(space.subject(), condition, design, space.outcome()));
    }

    /** They compare two halves of a window, so that nothing that counts one window holds wherever they do. */
    private static Stream<Condition> trends(Selector event) {
        return Stream.of(
                new Trend(event, Change.RISE, 50, 3),
                new Trend(event, Change.RISE, 100, 5),
                new Trend(event, Change.DROP, 50, 3),
                new Trend(event, Change.DROP, 80, 5));
    }
}
