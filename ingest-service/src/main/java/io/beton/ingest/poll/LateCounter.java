package io.beton.ingest.poll;

import io.beton.ingest.posthog.LateCountQuery;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.match.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the events that came late, of each day as far back as one of the hypotheses looks.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: throws; what is too much for PostHog at once is asked for in parts.
 */
@ApplicationScoped
class LateCounter {
    private static final String NAME = "beton_poll_late_count";

    private final PostHogSource source;
    private final PollConfig config;

    LateCounter(PostHogSource source, PollConfig config) {
        this.source = source;
        this.config = config;
    }

    /** @param end up to when they arrived, in microseconds */
    List<LateDay> count(Reading reading, List<PageFetcher.Asked> kinds, long end) {
        List<LateCountQuery.Asked> asked = kinds.stream()
                .map(kind -> new LateCountQuery.Asked(
                        kind.events().subject(),
                        kind.events().selectors(),
                        kind.needs().activity()))
                .toList();
        long first = Times.day(end - PollConfig.micros(depth(kinds))) * Times.DAY;
        List<LateDay> counted = new ArrayList<>();
        inParts(Range.ofTimestamps(first, end - PollConfig.micros(config.lookback())), part -> {
            LateCountQuery query = new LateCountQuery(NAME, asked, Range.late(part, 0, end, config.lookback()));
            source.query(reading, query.query(), query::reader)
                    .forEach(day -> counted.add(LateDay.of(kinds.get(day.kind()).needs(), day)));
        });
        return counted;
    }

    private Duration depth(List<PageFetcher.Asked> kinds) {
        int days = kinds.stream()
                .mapToInt(kind -> kind.needs().evidenceDays())
                .max()
                .orElseThrow();
        Duration needed = Duration.ofDays(days).plus(config.lookback());
        return needed.compareTo(config.deepDepth()) < 0 ? needed : config.deepDepth();
    }

    /** Reads some days, or, where that is too much for PostHog, their halves. */
    static void inParts(Range.Happened range, Consumer<Range.Happened> read) {
        try {
            read.accept(range);
        } catch (SourceFailure e) {
            long days = (range.to() - range.from()) / Times.DAY;
            if (e.kind() != SourceFailure.Kind.TOO_LARGE || days < 2) {
                throw e;
            }
            long middle = range.from() + days / 2 * Times.DAY;
            inParts(Range.ofTimestamps(range.from(), middle), read);
            inParts(Range.ofTimestamps(middle, range.to()), read);
        }
    }
}
