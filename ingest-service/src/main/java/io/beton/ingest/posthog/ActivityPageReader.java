package io.beton.ingest.posthog;

import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes days of the rows of an {@link ActivityQuery}; a subject that a full page may have cut is left to the next one. */
final class ActivityPageReader implements RowReader<ActivityQuery.Page> {
    private final ActivityQuery query;
    private final List<ActivityQuery.OfKind> whole;
    private final List<Day> current = new ArrayList<>();
    private Optional<ActivityQuery.Position> at = Optional.empty();
    private Optional<ActivityQuery.Position> before = Optional.empty();
    private int rows;

    ActivityPageReader(ActivityQuery query) {
        this.query = query;
        this.whole = query.kinds().stream()
                .map(kind -> new ActivityQuery.OfKind(new ArrayList<>(), new HashMap<>()))
                .toList();
    }

    @Override
    public void row(RowValues row) throws IOException {
        rows++;
        int kind = (int) row.number();
        String text = row.text();
        if (text.isEmpty()) {
            return;
        }
        SubjectId subject = new SubjectId(text);
        ActivityQuery.Position here = new ActivityQuery.Position(kind, subject);
        if (!at.equals(Optional.of(here))) {
            keepCurrent();
            before = at;
            at = Optional.of(here);
        }
        long first = row.micros();
        long last = row.micros();
        OptionalLong born = row.microsIfAny();
        current.add(new Day(new EventBatch.Activity(subject, first, last, row.hash()), born));
    }

    @Override
    public ActivityQuery.Page result() {
        if (rows < query.pageSize()) {
            keepCurrent();
            return new ActivityQuery.Page(whole, Optional.empty());
        }
        if (before.isEmpty()) {
            throw new SourceFailure(Cause.REFUSED, "one subject is active on more days than a page has rows");
        }
        return new ActivityQuery.Page(whole, before);
    }

    private void keepCurrent() {
        for (Day day : current) {
            ActivityQuery.OfKind kind = whole.get(at.orElseThrow().kind());
            kind.activity().add(day.activity);
            Map<SubjectId, Long> born = kind.born();
            if (day.born.orElse(0) >= ActivityQuery.FIRST_TIME) {
                born.merge(day.activity.subject(), day.born.getAsLong(), Math::min);
            }
        }
        current.clear();
    }

    private record Day(EventBatch.Activity activity, OptionalLong born) {}
}
