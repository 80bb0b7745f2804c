package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes days of the rows of an {@link ActivityQuery}; a subject that a full page may have cut is left to the next one. */
final class ActivityPageReader implements RowReader<ActivityQuery.Page> {
    private static final int KIND_COLUMN = 0;
    private static final int SUBJECT_COLUMN = 1;
    private static final int FIRST_COLUMN = 2;
    private static final int LAST_COLUMN = 3;
    private static final int BORN_COLUMN = 4;
    private static final int SESSION_COLUMN = 5;

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
    public void row(JsonNode row) {
        rows++;
        if (row.get(SUBJECT_COLUMN).isNull()) {
            return;
        }
        SubjectId subject = new SubjectId(row.get(SUBJECT_COLUMN).asText());
        ActivityQuery.Position here =
                new ActivityQuery.Position(row.get(KIND_COLUMN).asInt(), subject);
        if (!at.equals(Optional.of(here))) {
            keepCurrent();
            before = at;
            at = Optional.of(here);
        }
        JsonNode born = row.get(BORN_COLUMN);
        current.add(new Day(
                new EventBatch.Activity(
                        subject,
                        PostHogTime.micros(row.get(FIRST_COLUMN)),
                        PostHogTime.micros(row.get(LAST_COLUMN)),
                        PostHogHash.read(row.get(SESSION_COLUMN))),
                Optional.of(born).filter(time -> !time.isNull()).map(PostHogTime::micros)));
    }

    @Override
    public ActivityQuery.Page result() {
        if (rows < query.pageSize()) {
            keepCurrent();
            return new ActivityQuery.Page(whole, Optional.empty());
        }
        if (before.isEmpty()) {
            throw new SourceFailure(
                    SourceFailure.Kind.REFUSED, "one subject is active on more days than a page has rows");
        }
        return new ActivityQuery.Page(whole, before);
    }

    private void keepCurrent() {
        for (Day day : current) {
            ActivityQuery.OfKind kind = whole.get(at.orElseThrow().kind());
            kind.activity().add(day.activity);
            Map<SubjectId, Long> born = kind.born();
            day.born
                    .filter(time -> time >= ActivityQuery.FIRST_TIME)
                    .ifPresent(time -> born.merge(day.activity.subject(), time, Math::min));
        }
        current.clear();
    }

    private record Day(EventBatch.Activity activity, Optional<Long> born) {}
}
