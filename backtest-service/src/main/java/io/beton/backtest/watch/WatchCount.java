package io.beton.backtest.watch;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.RealisedCounts;
import io.beton.model.backtest.Watch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.SubjectId;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Counts what became of the signals of a candidate's watch, by asking its matcher of each subject that was signalled. */
public final class WatchCount {
    private static final int EVENTLESS = -1;

    private final SealedHistory history;
    private final ClaimMatcher matcher;
    private final Belonging belonging;
    private final int outcome;
    private final SubjectCursor subject;
    private final Watch watch;
    private final long[] firedAt;
    private final List<RealisedCounts> spans;

    private WatchCount(Claim claim, Watch watch, SealedHistory history) {
        this.history = history;
        this.matcher = ClaimMatcher.counting(claim, history.numbering());
        this.belonging = new Belonging(claim);
        this.outcome = claim.outcome().selector().map(history.numbering()::of).orElse(EVENTLESS);
        this.subject = new SubjectCursor(history, claim.selectors());
        this.watch = watch;
        this.firedAt = watch.signals().stream()
                .mapToLong(signal -> Times.micros(signal.firedAt()))
                .toArray();
        this.spans = new ArrayList<>(watch.spans().stream()
                .map(span -> new RealisedCounts(CandidateCounts.Part.NONE, 0, 0))
                .toList());
    }

    /** The counts of a request's candidates, with those of their watches. */
    public static List<CandidateCounts> added(
            SealedHistory history, HistoryRequest asked, List<CandidateCounts> counts) {
        List<Candidate> candidates = asked.candidates();
        if (candidates.stream().noneMatch(candidate -> candidate.watch().isPresent())) {
            return counts;
        }
        Signalled signalled = Signalled.in(history, asked);
        return IntStream.range(0, counts.size())
                .mapToObj(position -> candidates
                        .get(position)
                        .watch()
                        .map(watch -> counts.get(position)
                                .with(new WatchCount(candidates.get(position).claim(), watch, history).over(signalled)))
                        .orElse(counts.get(position)))
                .toList();
    }

    private List<RealisedCounts> over(Signalled signalled) {
        int entered = -1;
        for (Map.Entry<Integer, List<Integer>> own : places(signalled).entrySet()) {
            int block = Block.numberOf(own.getKey());
            if (block != entered) {
                subject.enter(history.block(block));
                entered = block;
            }
            subject.moveTo(Block.placeOf(own.getKey()));
            count(own.getValue());
        }
        return spans;
    }

    /** By the number of a subject that is in this history, in ascending order, where its signals stand in the watch. */
    private SortedMap<Integer, List<Integer>> places(Signalled signalled) {
        SortedMap<Integer, List<Integer>> places = new TreeMap<>();
        for (int place = 0; place < firedAt.length; place++) {
            SubjectId id = watch.signals().get(place).subject();
            int at = place;
            signalled
                    .number(id)
                    .ifPresent(number -> places.computeIfAbsent(number, none -> new ArrayList<>())
                            .add(at));
        }
        return places;
    }

    private void count(List<Integer> places) {
        long windowStart = history.request().windowStart();
        long asOf = history.request().windowEnd();
        long earlier = outcome == EVENTLESS ? Times.NEVER : subject.earlier(outcome);
        var observations = matcher.observations(subject, windowStart, asOf);
        List<Optional<Fate>> fates = places.stream()
                .map(place -> belonging
                        .of(firedAt[place], observations, asOf)
                        .map(observation -> matcher.fate(observation, subject, windowStart, asOf, earlier)))
                .toList();
        for (int span = 0; span < spans.size(); span++) {
            int first = watch.spans().get(span);
            long[] own = new long[Fate.values().length];
            IntStream.range(0, fates.size())
                    .filter(i -> places.get(i) < first)
                    .forEach(i -> fates.get(i).ifPresent(fate -> own[fate.ordinal()]++));
            if (Arrays.stream(own).sum() > 0) {
                spans.set(span, spans.get(span).plus(ofSubject(own)));
            }
        }
    }

    /** What fires in the history of today is not asked: what was sent stays sent. */
    private static RealisedCounts ofSubject(long[] own) {
        Counts judged = new Counts(
                own[Fate.TRUE_POSITIVE.ordinal()] + own[Fate.FALSE_NEGATIVE.ordinal()],
                own[Fate.FALSE_POSITIVE.ordinal()] + own[Fate.TRUE_NEGATIVE.ordinal()],
                0,
                0);
        Clusters clusters = Clusters.ofSubject(judged, new Clusters.Delivered(judged.tp(), judged.fp()));
        return new RealisedCounts(
                new CandidateCounts.Part(judged, clusters),
                own[Fate.IMMATURE.ordinal()],
                own[Fate.ALREADY_CONVERTED.ordinal()]);
    }
}
