package io.beton.backtest.run;

import io.beton.backtest.loop.OffsetLedger;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.id.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The histories of one partition that are held, and the requests that ask of them.
 *
 * <p>Reads: history-requests through their view. Writes: backtest-partials, one record per request that asks. On failure:
 * what asks of a history that is not here, or asks more than was read, has its reason published; after a crash or a
 * rebalance the next owner reads held histories again, since they stay open in the ledger, and then goes on answering.
 */
final class HeldHistories {
    private final int partition;
    private final int partitions;
    private final Surroundings around;
    private final OffsetLedger ledger;
    private final Duration longest;
    private final FollowUps followUps;
    private final Map<RequestId, Held> held = new LinkedHashMap<>();
    /** How long those wait whose history is not known here. */
    private final Map<RequestId, Duration> waiting = new HashMap<>();

    /** @param note of the former owner of the partition */
    HeldHistories(
            int partition, int partitions, String note, Surroundings around, OffsetLedger ledger, Duration longest) {
        this.partition = partition;
        this.partitions = partitions;
        this.around = around;
        this.ledger = ledger;
        this.longest = longest;
        this.followUps = new FollowUps(note, around.requests());
    }

    /** @param lastOffset of its last record */
    private record Held(WholeHistory history, long lastOffset) {}

    boolean has(RequestId request) {
        return held.containsKey(request);
    }

    void keep(WholeHistory history, long lastOffset) {
        held.put(history.base().requestId(), new Held(history, lastOffset));
        around.memory().hold(history, history.bytes());
    }

    /** It is read anew. */
    void drop(RequestId request) {
        Optional.ofNullable(held.remove(request))
                .ifPresent(dropped -> around.memory().release(dropped.history));
    }

    /**
     * Answers who asks, and lets go of what nobody asks any more.
     *
     * @param waited since the last call
     * @param reading the requests whose histories are still being read
     */
    void answer(Duration waited, Set<RequestId> reading) {
        for (FollowUps.FollowUp followUp : followUps.due()) {
            RequestId base = followUp.request().of().orElseThrow();
            if (held.containsKey(base)) {
                WholeHistory history = held.get(base).history;
                followUp.cause().resume(() -> answer(followUp, history));
            } else if (!reading.contains(base) && lost(followUp.request(), base, waited)) {
                followUp.cause().resume(() -> settle(followUp, missing(followUp.request())));
            }
        }
        for (Held one : List.copyOf(held.values())) {
            if (one.history.gone() || Patience.over(one.history.waited(waited), longest)) {
                release(one.history.base().requestId());
            }
        }
    }

    /** What the next owner is told, with how far those who ask have their answers. */
    String note(String rest) {
        return followUps.note(rest);
    }

    /** Whoever read them here has lost the partition. */
    void abandon() {
        List.copyOf(held.keySet()).forEach(this::drop);
    }

    private void answer(FollowUps.FollowUp followUp, WholeHistory history) {
        Instant asked = around.clock().instant();
        PartialCounts partial = history.answer(followUp.request());
        settle(followUp, partial);
        around.counted(followUp.request(), partial, asked);
        if (!followUp.request().held()) {
            release(history.base().requestId());
        }
    }

    /** For certain where the history was here and is done; else, after some time, in all probability. */
    private boolean lost(HistoryRequest asked, RequestId base, Duration waited) {
        return ledger.isFinished(base)
                || Patience.over(waiting.merge(asked.requestId(), waited, Duration::plus), longest);
    }

    private PartialCounts missing(HistoryRequest asked) {
        return new PartialCounts(
                asked.requestId(),
                partition,
                partitions,
                0,
                0,
                around.clock().instant(),
                Optional.of(WholeHistory.notHeld(asked)),
                List.of());
    }

    private void settle(FollowUps.FollowUp followUp, PartialCounts partial) {
        around.publish(partial);
        followUps.settle(followUp);
        waiting.remove(followUp.request().requestId());
    }

    private void release(RequestId request) {
        Held released = held.remove(request);
        around.memory().release(released.history);
        ledger.finished(request, released.lastOffset);
    }
}
