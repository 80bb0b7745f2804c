package io.beton.hypothesis.retest;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Tally;
import io.beton.model.backtest.Verdict;
import io.beton.model.backtest.Watch;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Signals of a hypothesis of which is known which come true, and what backtest-service would say of them. */
final class KnownSignals {
    static final double BAR = 0.35;
    static final int A_DAY = 12;
    /** The shortest span of a watch. */
    static final int NEWEST = 50;

    private static final int LEAST = 30;
    private static final double REACH = 0.2;
    private static final Duration APART = Duration.ofDays(1).dividedBy(A_DAY);

    private final Company company;
    private final HypothesisId hypothesis;
    private final Instant start;
    private final int fall;

    /** @param fall the day after the start from which on one in ten comes true, and not six */
    KnownSignals(Company company, String hypothesis, Instant start, int fall) {
        this.company = company;
        this.hypothesis = new HypothesisId(hypothesis);
        this.start = start;
        this.fall = fall;
    }

    /** Those of some days. */
    void publish(int from, int to) {
        company.publish(
                Topics.SIGNALS,
                company.connection().value(),
                IntStream.range(from * A_DAY, to * A_DAY)
                        .mapToObj(this::signal)
                        .map(Json::bytes)
                        .toArray(byte[][]::new));
    }

    private Signal signal(int number) {
        SubjectId subject = new SubjectId("person " + number);
        return new Signal(
                Signal.id(hypothesis, 1, subject, "anchored"),
                hypothesis,
                1,
                "Who invites twice",
                GoalKind.CONVERSION,
                company.connection(),
                Signal.SignalSubject.of(Subject.PERSON, subject),
                OptionalDouble.empty(),
                firedAt(number),
                List.of(),
                new Signal.BacktestCore(
                        90, OptionalDouble.of(0.4), OptionalDouble.of(0.6), OptionalDouble.of(4), 1000));
    }

    private Instant firedAt(int number) {
        return start.plus(APART.multipliedBy(number)).plus(APART.dividedBy(2));
    }

    /** The result of the candidate at a place, with what is known of its signals. */
    BacktestResult answer(HistoryRequest request, int place) {
        Candidate candidate = request.candidates().get(place);
        Report report = Numbers.report(request, candidate, Numbers.of(60, 150, 3), Verdict.PASSED);
        return new BacktestResult(
                request.requestId(),
                request.purpose(),
                candidate.hypothesisId(),
                candidate.version(),
                place,
                request.candidates().size(),
                Optional.of(report),
                Optional.empty(),
                candidate.watch().map(this::realised));
    }

    private Realised realised(Watch watch) {
        List<Tally> spans = watch.spans().stream()
                .map(first -> tally(watch.signals().subList(0, first)))
                .toList();
        Optional<Tally> fallen = spans.stream()
                .filter(span -> span.signals() >= LEAST)
                .filter(span -> span.judgedInterval().orElseThrow().upper() < BAR)
                .reduce((shorter, longer) -> longer);
        DriftVerdict verdict = fallen.isPresent() ? DriftVerdict.DRIFT : DriftVerdict.HOLDS;
        return new Realised(verdict, BAR, watch.confidence(), spans.get(spans.size() - 1), spans, fallen);
    }

    /** One in twenty is not known any more. */
    private Tally tally(List<FiredSignal> signals) {
        List<Integer> known = signals.stream()
                .map(signal -> Integer.parseInt(signal.subject().value().substring("person ".length())))
                .filter(number -> number % 20 != 0)
                .toList();
        long positives = known.stream()
                .filter(number -> number % 10 < (number < fall * (long) A_DAY ? 6 : 1))
                .count();
        double precision = (double) positives / known.size();
        Interval interval = new Interval(Math.max(0, precision - REACH), Math.min(1, precision + REACH));
        return new Tally(
                signals.size(),
                known.size(),
                positives,
                0,
                0,
                signals.size() - known.size(),
                OptionalDouble.of(precision),
                Optional.of(interval),
                Optional.of(interval));
    }
}
