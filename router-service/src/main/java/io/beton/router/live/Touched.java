package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The new evidence of one poll, by the subject and hypothesis version that it concerns. */
final class Touched {
    private final Map<StateKey, Evidence> evidence = new HashMap<>();

    /** Takes what a batch says to the hypotheses of an index; returns the events that at least one of them needs. */
    List<EventBatch.Event> take(EventBatch batch, int partition, LiveIndex index) {
        List<EventBatch.Event> needed = new ArrayList<>();
        for (EventBatch.Event event : batch.events()) {
            if (taken(event, partition, index)) {
                needed.add(event);
            }
        }
        takeActivity(batch, partition, index);
        return needed;
    }

    private boolean taken(EventBatch.Event event, int partition, LiveIndex index) {
        boolean needed = false;
        for (LiveHypothesis hypothesis : index.concerned(event)) {
            Optional<MatchedEvent> matched = hypothesis.concerning(event);
            matched.ifPresent(one -> of(hypothesis, partition, event.subject()).add(one));
            needed |= matched.isPresent();
        }
        return needed;
    }

    private void takeActivity(EventBatch batch, int partition, LiveIndex index) {
        for (LiveHypothesis hypothesis : index.needingActivity()) {
            for (EventBatch.Activity activity : batch.activity()) {
                SubjectId subject = activity.subject();
                hypothesis
                        .concerning(activity, Optional.ofNullable(batch.born().get(subject)))
                        .ifPresent(day -> of(hypothesis, partition, subject).seen(day));
            }
            batch.born().forEach((subject, born) -> {
                if (hypothesis.young(born)) {
                    of(hypothesis, partition, subject).born(born);
                }
            });
        }
    }

    Collection<StateKey> keys() {
        return evidence.keySet();
    }

    Collection<VersionKey> versions() {
        return evidence.keySet().stream().map(key -> key.home().version()).collect(Collectors.toSet());
    }

    Map<StateKey, Evidence> evidence() {
        return evidence;
    }

    private Evidence of(LiveHypothesis hypothesis, int partition, SubjectId subject) {
        StateKey key = new StateKey(hypothesis.in(partition), subject);
        return evidence.computeIfAbsent(key, added -> new Evidence());
    }
}
