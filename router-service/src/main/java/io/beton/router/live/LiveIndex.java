package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.SelectorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the matched hypotheses of one connection that an event concerns; does not change. */
final class LiveIndex {
    static final LiveIndex EMPTY = new LiveIndex(List.of());

    private final Map<SelectorId, List<LiveHypothesis>> bySelector = new HashMap<>();
    private final List<LiveHypothesis> needingActivity;

    LiveIndex(Collection<LiveHypothesis> hypotheses) {
        for (LiveHypothesis hypothesis : hypotheses) {
            for (SelectorId selector : hypothesis.selectors()) {
                bySelector.computeIfAbsent(selector, added -> new ArrayList<>()).add(hypothesis);
            }
        }
        this.needingActivity =
                hypotheses.stream().filter(LiveHypothesis::needsActivity).toList();
    }

    /** Each hypothesis once, however many of its selectors the event matched. */
    Collection<LiveHypothesis> concerned(EventBatch.Event event) {
        if (event.matched().size() == 1) {
            return bySelector.getOrDefault(event.matched().iterator().next(), List.of());
        }
        Set<LiveHypothesis> concerned = new LinkedHashSet<>();
        event.matched().forEach(selector -> concerned.addAll(bySelector.getOrDefault(selector, List.of())));
        return concerned;
    }

    List<LiveHypothesis> needingActivity() {
        return needingActivity;
    }
}
