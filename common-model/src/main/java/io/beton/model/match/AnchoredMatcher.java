package io.beton.model.match;

import io.beton.model.hypothesis.CountedProperty;
import java.util.List;
import java.util.Optional;

/** One observation per subject, over the days, or the session, that follow its anchor. */
final class AnchoredMatcher implements DesignMatcher {
    private static final int FIRST_SEEN = -1;

    private final Matcher condition;
    private final Numbering numbers;
    private final int anchor;
    private final long within;
    private final boolean session;

    /** @param session whether only events of the anchor's session count */
    AnchoredMatcher(Matcher condition, Numbering numbers, Optional<Integer> anchor, long within, boolean session) {
        this.condition = condition;
        this.numbers = numbers;
        this.anchor = anchor.orElse(FIRST_SEEN);
        this.within = within;
        this.session = session;
    }

    @Override
    public List<Observation> observations(SubjectEvents events, long windowStart, long windowEnd) {
        long anchored = anchorTime(events, windowStart, windowEnd);
        if (anchored == Times.NEVER) {
            return List.of();
        }
        return asked(events, anchored).map(of -> observation(of, anchored, windowEnd)).stream()
                .toList();
    }

    @Override
    public long anchored(SubjectEvents events, long windowStart) {
        return anchorTime(events, windowStart, Times.NEVER);
    }

    @Override
    public List<Observation> firings(SubjectEvents events, long windowStart, long known) {
        return observations(events, windowStart, Times.NEVER).stream()
                .filter(Observation::fired)
                .filter(observation -> condition instanceof Matcher.Eager || observation.landmark() <= known)
                .toList();
    }

    /** The events that count; nothing where they are a session's and the anchor has none. */
    private Optional<SubjectEvents> asked(SubjectEvents events, long anchored) {
        if (!session) {
            return Optional.of(events);
        }
        long id = anchor == FIRST_SEEN ? events.firstSession() : sessionAt(events, anchored);
        return id == SubjectEvents.NO_VALUE ? Optional.empty() : Optional.of(new SessionEvents(events, id, numbers));
    }

    private long sessionAt(SubjectEvents events, long anchored) {
        return events.value(sessionOf(anchor), events.indexFrom(anchor, anchored));
    }

    private int sessionOf(int selector) {
        return numbers.values().indexOf(new Numbering.Value(selector, CountedProperty.SESSION));
    }

    private Observation observation(SubjectEvents events, long anchored, long windowEnd) {
        long landmark = anchored + within;
        if (condition instanceof Matcher.Eager eager) {
            long fired = eager.firstTrue(events, anchored, Math.min(landmark, windowEnd));
            return new Observation(anchored, landmark, fired);
        }
        boolean fired = condition.holds(events, anchored, landmark);
        return new Observation(anchored, landmark, fired ? landmark : Times.NEVER);
    }

    private long anchorTime(SubjectEvents events, long windowStart, long windowEnd) {
        if (anchor != FIRST_SEEN) {
            return events.firstIn(anchor, windowStart, windowEnd);
        }
        long created = events.subjectCreated();
        boolean observed = created != Times.NEVER && created >= windowStart && events.firstSeen() < windowEnd;
        return observed ? events.firstSeen() : Times.NEVER;
    }
}
