package io.beton.ingest;

import io.beton.model.event.EventBatch;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.List;

/** What was published of one subject, as far as it matches one selector. */
record PublishedMatches(List<EventBatch.Event> events, int selector) implements SubjectEvents {
    @Override
    public int count(int asked) {
        return asked == selector ? events.size() : 0;
    }

    @Override
    public long time(int asked, int i) {
        return events.get(i).timestamp();
    }

    @Override
    public long value(int property, int i) {
        return NO_VALUE;
    }

    @Override
    public int activeDays() {
        return 0;
    }

    @Override
    public long firstOfDay(int i) {
        return Times.NEVER;
    }

    @Override
    public long lastOfDay(int i) {
        return Times.NEVER;
    }

    @Override
    public long firstSession() {
        return NO_VALUE;
    }

    @Override
    public long subjectCreated() {
        return Times.NEVER;
    }
}
