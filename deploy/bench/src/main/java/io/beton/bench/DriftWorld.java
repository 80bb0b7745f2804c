package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.backtest.watch.RealisedWriter;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Watch;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One seeded world over time: every day people sign up, four in ten of them invite in their first week, which is
 * signalled, and one in ten of the others pays in the 30 days after it. How many of those who invite do so falls on one
 * day, for who signs up from then on.
 */
final class DriftWorld {
    static final int WITHIN_DAYS = 7;
    static final int HORIZON_DAYS = 30;
    static final int WINDOW_DAYS = 90;
    /** Between two looks. */
    static final int EVERY_DAYS = 7;

    static final double INVITING = 0.4;
    /** How sure a weekly look is, so that those of a year together err in at most 5 %. */
    static final double ONE_OF_A_YEAR = 1 - 0.05 * EVERY_DAYS / 365;

    private static final double OTHERS = 0.1;
    private static final Selector SIGNED_UP = Selector.of("signed_up");
    private static final Selector INVITED = Selector.of("invite_sent");
    private static final Selector PAID = Selector.of("paid");
    private static final Claim CLAIM = new Claim(
            Subject.PERSON,
            new Condition.Count(INVITED, 1),
            new Design.Anchored(Optional.of(SIGNED_UP), WITHIN_DAYS),
            Outcome.of(PAID, HORIZON_DAYS));

    private final Kind kind;
    private final List<EventBatch.Event> events = new ArrayList<>();
    private final List<FiredSignal> signals = new ArrayList<>();

    /**
     * @param signUps a day
     * @param before what share of those who invite pays, before the fall
     * @param after and after it
     * @param confidence of the intervals that are judged
     */
    record Kind(int signUps, double before, double after, Bar bar, double confidence) {}

    /** @param days how long it lasts */
    DriftWorld(Kind kind, int fall, int days, long seed) {
        this.kind = kind;
        Random random = new Random(seed);
        for (int person = 0; person < days * kind.signUps; person++) {
            double start = (double) person / kind.signUps;
            live(new SubjectId("person " + person), start, start < fall ? kind.before : kind.after, random);
        }
        events.sort(Comparator.comparingLong(EventBatch.Event::timestamp));
        signals.sort(Comparator.comparing(FiredSignal::firedAt).reversed());
    }

    private void live(SubjectId person, double start, double paying, Random random) {
        boolean invites = random.nextDouble() < INVITING;
        add(person, start, SIGNED_UP, random);
        if (invites) {
            long at = add(person, start + random.nextDouble() * WITHIN_DAYS, INVITED, random);
            signals.add(new FiredSignal(person, Times.instant(at)));
        }
        if (random.nextDouble() < (invites ? paying : OTHERS)) {
            add(person, start + WITHIN_DAYS + random.nextDouble() * HORIZON_DAYS, PAID, random);
        }
    }

    private long add(SubjectId person, double day, Selector what, Random random) {
        long time = at(day);
        Set<SelectorId> matched = Set.of(what.id());
        events.add(new EventBatch.Event(person, time, time, new UUID(random.nextLong(), random.nextLong()), matched));
        return time;
    }

    private static long at(double day) {
        return World.START + (long) (day * Times.DAY);
    }

    /** What a re-test on some day finds of the signals since another one, as hypothesis-service asks for it. */
    Optional<Realised> look(int day, int since) {
        List<FiredSignal> old = signals(day, Math.max(since, day - WINDOW_DAYS));
        return old.isEmpty() ? Optional.empty() : look(day, new Watch(kind.confidence, OptionalDouble.empty(), old));
    }

    private Optional<Realised> look(int day, Watch watch) {
        Candidate candidate =
                new Candidate(new HypothesisId("hyp_drift"), 1, CLAIM, kind.bar, false, 1).watching(watch);
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_drift"),
                new ConnectionId("con_drift"),
                Purpose.BACKTEST,
                Times.instant(at(day)),
                WINDOW_DAYS,
                List.of(candidate));
        PartitionHistory history = new PartitionHistory(request);
        List<EventBatch.Event> window = events.subList(place(day - WINDOW_DAYS), place(day));
        history.add(new EventBatch(request.connectionId(), -1, window, List.of(), Map.of(), List.of()));
        CandidateCounts counts = Scorer.score(history).get(0);
        Report report = new ReportWriter(request, request.asOf(), List.of(counts))
                .reports()
                .get(0);
        return RealisedWriter.of(candidate, counts, report);
    }

    /** Those that are surely old enough first. */
    private List<FiredSignal> signals(int day, int from) {
        int sure = day - HORIZON_DAYS - WITHIN_DAYS;
        return Stream.concat(
                        signals.stream().filter(signal -> within(signal, from, sure)),
                        signals.stream().filter(signal -> within(signal, Math.max(from, sure), day - HORIZON_DAYS)))
                .limit(Watch.MOST)
                .toList();
    }

    private static boolean within(FiredSignal signal, double from, double to) {
        long fired = Times.micros(signal.firedAt());
        return fired >= at(from) && fired < at(to);
    }

    /** How many events come before a day. */
    private int place(double day) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).timestamp() < at(day)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
