package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import java.util.ArrayList;
import java.util.List;

/** The product's own way from published records to counts, with what each stage of it took. */
final class Engine {
    private final List<byte[]> records = new ArrayList<>();
    private final World world;

    Engine(World world) {
        this.world = world;
        Published.write(
                world, Asked.request(List.of(Asked.daily())).requestId(), 1, true, (to, bytes) -> records.add(bytes));
    }

    /**
     * A history, read for these hypotheses and sealed.
     *
     * @param readingBytes the most it took before it was sealed, by its own account
     */
    record Read(SealedHistory sealed, double readSeconds, double sealSeconds, long readingBytes) {}

    Read read(List<Asked> asked) {
        HistoryRequest request = Asked.request(asked);
        PartitionHistory history = new PartitionHistory(request);
        boolean activity = asked.stream().anyMatch(Asked::rolling);
        double read = Seconds.of(() -> {
            for (byte[] bytes : records) {
                if (EventCodec.readHistory(bytes) instanceof HistoryRecord.Batch batch
                        && (activity || batch.events().activeDays() == 0)) {
                    history.add(batch.events());
                }
            }
        });
        long bytes = history.bytes();
        SealedHistory[] sealed = new SealedHistory[1];
        double seal = Seconds.of(() -> sealed[0] = history.seal());
        return new Read(sealed[0], read, seal, bytes);
    }

    static List<Counts> score(SealedHistory sealed) {
        return Scorer.score(sealed).stream()
                .map(CandidateCounts::full)
                .map(CandidateCounts.Part::counts)
                .toList();
    }

    int events() {
        return world.events();
    }
}
