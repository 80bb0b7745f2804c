package io.beton.router.signal;

import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Words a signal: what the hypothesis claims, how sure its report was, and what somebody did. */
public final class SignalOf {
    /** An anchored design asks once per subject, a rolling one at each landmark. */
    private static final String ANCHORED = "anchored";

    private static final int WINDOW_DAYS_WITHOUT_REPORT = 90;
    private static final int MOST_EVENTS = 20;

    private final Hypothesis hypothesis;

    public SignalOf(Hypothesis hypothesis) {
        this.hypothesis = hypothesis;
    }

    /** How far back from its approval the hypothesis looks: as far as the report that was approved. */
    public int windowDays() {
        return hypothesis.backtest().map(Report::windowDays).orElse(WINDOW_DAYS_WITHOUT_REPORT);
    }

    private String key(Observation observation) {
        return hypothesis.claim().rolling()
                ? Times.instant(observation.landmark()).toString()
                : ANCHORED;
    }

    /** @param events what led to it, in order of time; the latest are told */
    public Signal firing(SubjectId subject, Observation observation, List<UUID> events) {
        Optional<Measures> measures = hypothesis.backtest().map(Report::full);
        return new Signal(
                Signal.id(hypothesis.hypothesisId(), hypothesis.version(), subject, key(observation)),
                hypothesis.hypothesisId(),
                hypothesis.version(),
                hypothesis.hypothesis(),
                hypothesis.type(),
                hypothesis.connectionId(),
                Signal.SignalSubject.of(hypothesis.subject(), subject),
                confidence(measures),
                Times.instant(observation.firedAt()),
                events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size()),
                core(measures));
    }

    private static OptionalDouble confidence(Optional<Measures> measures) {
        return measures.flatMap(Measures::precisionInterval)
                .map(interval -> OptionalDouble.of(lower(interval)))
                .orElse(OptionalDouble.empty());
    }

    private static double lower(Interval precision) {
        return precision.lower();
    }

    private Signal.BacktestCore core(Optional<Measures> measures) {
        return new Signal.BacktestCore(
                windowDays(),
                measures.map(Measures::precision).orElse(OptionalDouble.empty()),
                measures.map(Measures::recall).orElse(OptionalDouble.empty()),
                measures.map(Measures::liftVsBaseline).orElse(OptionalDouble.empty()),
                measures.map(Measures::sampleSize).orElse(0L));
    }
}
