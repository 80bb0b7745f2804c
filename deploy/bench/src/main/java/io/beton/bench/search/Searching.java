package io.beton.bench.search;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.report.SearchScoring;
import io.beton.backtest.scoring.Scorer;
import io.beton.backtest.scoring.Scores;
import io.beton.hypothesis.search.Choice;
import io.beton.hypothesis.search.Finalist;
import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.search.Scored;
import io.beton.hypothesis.search.Search;
import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.search.SketchSimilarity;
import io.beton.hypothesis.search.Space;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A whole exploration in one process: the explorer's search over counts of the backtest engine, and the reports of what it
 * found, all on one history.
 */
public final class Searching {
    private static final ConnectionId CONNECTION = new ConnectionId("con_world");

    private final Instant asOf;
    private final Space space;
    private final SealedHistory history;
    private final Search search;

    private Searching(EventBatch events, Instant asOf, Space space, SearchLimits limits) {
        this.asOf = asOf;
        this.space = space;
        Level first = Search.first(space, List.of(), limits);
        PartitionHistory read = new PartitionHistory(request(Purpose.EXPLORE, first));
        read.add(events);
        this.history = read.seal();
        this.search = searched(first, limits);
    }

    /** Searches to the end. */
    public static Searching of(EventBatch events, Instant asOf, Space space, SearchLimits limits) {
        return new Searching(events, asOf, space, limits);
    }

    /** What happened, of which nothing came before. */
    public static EventBatch batch(
            List<EventBatch.Event> happened, List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {
        return new EventBatch(CONNECTION, -1, happened, activity, born, List.of());
    }

    private Search searched(Level first, SearchLimits limits) {
        Search soFar = new Search(limits, Bar.DEFAULT, List.of(new Search.Done(first, scores(first))));
        for (Optional<Level> next = soFar.next(); next.isPresent(); next = soFar.next()) {
            List<Search.Done> levels = new ArrayList<>(soFar.levels());
            levels.add(new Search.Done(next.get(), scores(next.get())));
            soFar = new Search(limits, Bar.DEFAULT, levels);
        }
        return soFar;
    }

    private List<Score> scores(Level level) {
        HistoryRequest request = request(Purpose.EXPLORE, level);
        Scores scores = Scorer.score(history, request);
        return SearchScoring.scores(request, scores.counts(), scores.sketches()).stream()
                .flatMap(run -> run.scores().stream())
                .toList();
    }

    public Search search() {
        return search;
    }

    public Choice choice() {
        return search.choice(SketchSimilarity.of(search));
    }

    /** What the backtest says of the finalists. */
    public List<Report> reports() {
        List<Claim> claims = choice().finalists().stream()
                .map(Finalist::scored)
                .map(Scored::claim)
                .toList();
        if (claims.isEmpty()) {
            return List.of();
        }
        HistoryRequest request =
                request(Purpose.BACKTEST, claims, search.tried().size()).onHistoryOf(new RequestId("req_world"));
        return new ReportWriter(request, asOf, Scorer.score(history, request).counts()).reports();
    }

    /** The subjects for which a claim fires, by their numbers. */
    BitSet fired(Claim claim) {
        return Fired.of(history, claim);
    }

    private HistoryRequest request(Purpose purpose, Level level) {
        HistoryRequest request = request(purpose, level.claims(), 1);
        return level.sketched() ? request.sketching() : request;
    }

    private HistoryRequest request(Purpose purpose, List<Claim> claims, int tried) {
        return new HistoryRequest(
                new RequestId("req_world"),
                CONNECTION,
                purpose,
                asOf,
                space.windowDays(),
                IntStream.range(0, claims.size())
                        .mapToObj(i ->
                                new Candidate(new HypothesisId("hyp_" + i), 1, claims.get(i), Bar.DEFAULT, true, tried))
                        .toList());
    }
}
