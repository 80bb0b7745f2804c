package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.Claim;
import java.util.List;
import java.util.Map;

/** Ten thousand candidates of every form of the language: how fast each form is, and all of them through Kafka. */
final class SearchBench {
    private static final int CANDIDATES = 10_000;
    private static final int SAMPLED = 2;

    private final World world;
    private final Map<String, List<Claim>> forms = Tried.byForm(CANDIDATES);

    SearchBench(World world) {
        this.world = world;
    }

    void run() throws Exception {
        byForm();
        new SearchThroughKafka(world, forms).run();
    }

    /** On one history that holds all, so that DuckDB can be asked the same. */
    private void byForm() throws Exception {
        HistoryRequest request = Tried.request("req_forms", Purpose.BACKTEST, forms.values());
        SealedHistory sealed = sealed(world, request);
        System.out.printf(
                "%n%,d events of %,d persons; %,d candidates of every form, on one history in memory; DuckDB: the first %d of each%n",
                world.events(), world.persons(), request.candidates().size(), SAMPLED);
        System.out.printf(
                "%-26s %10s %9s %14s %12s %s%n",
                "form", "candidates", "seconds", "candidates/s", "DuckDB each", "same answers");
        try (DuckDb duck = new DuckDb(world)) {
            for (Map.Entry<String, List<Claim>> form : forms.entrySet()) {
                form(form.getKey(), form.getValue(), sealed, duck);
            }
        }
        System.out.printf(
                "%-26s %,10d %9.2f%n",
                "all in one request", request.candidates().size(), Seconds.of(() -> Scorer.score(sealed, request)));
    }

    private static void form(String name, List<Claim> claims, SealedHistory sealed, DuckDb duck) throws Exception {
        HistoryRequest asked = Tried.request("req_form", Purpose.BACKTEST, List.of(claims));
        List<CandidateCounts> counts = Scorer.score(sealed, asked).counts();
        double seconds = Seconds.median(1, 3, () -> Scorer.score(sealed, asked));
        boolean same = true;
        long started = System.nanoTime();
        for (int i = 0; i < SAMPLED; i++) {
            Counts theirs = ClaimSql.counts(duck, claims.get(i));
            same &= theirs.equals(counts.get(i).full().counts());
        }
        double each = (System.nanoTime() - started) / 1e9 / SAMPLED;
        System.out.printf(
                "%-26s %,10d %9.2f %,14.0f %12.3f %s%n",
                name, claims.size(), seconds, claims.size() / seconds, each, same ? "yes" : "NO");
        if (!same) {
            throw new IllegalStateException("[bench] engine and DuckDB do not agree on: " + name);
        }
    }

    /** What is read for a request, on one partition. */
    static SealedHistory sealed(World world, HistoryRequest request) {
        PartitionHistory history = new PartitionHistory(request);
        Published.write(world, request.requestId(), 1, true, new SearchWorld(world), (to, bytes) -> {
            if (EventCodec.readHistory(bytes) instanceof HistoryRecord.Batch batch) {
                history.add(batch.events());
            }
        });
        return history.seal();
    }
}
