package io.beton.model.signal;

import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SignalId;
import io.beton.model.id.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A match that is told: the public contract of the signals topic ({@code signal.schema.json}).
 *
 * @param confidence the lower end of the precision interval that was approved, if there was one
 * @param firedAt the timestamp of the event that made an eager condition true, the landmark of a deferred one
 * @param events the events that made it fire, at most 20
 */
public record Signal(
        SignalId signalId,
        HypothesisId hypothesisId,
        int hypothesisVersion,
        String hypothesis,
        GoalKind type,
        ConnectionId connectionId,
        SignalSubject subject,
        OptionalDouble confidence,
        Instant firedAt,
        List<UUID> events,
        BacktestCore backtest) {
    private static final int MOST_EVENTS = 20;

    public Signal {
        events = events.stream().limit(MOST_EVENTS).toList();
    }

    /** Names the one signal of a version, subject and observation; anchored designs have one observation. */
    public static SignalId id(HypothesisId hypothesis, int version, SubjectId subject, String observation) {
        String name = hypothesis + "/" + version + "/" + subject + "/" + observation;
        return new SignalId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }

    /** Whom it is about. @param groupType what type of group, where it is one */
    public record SignalSubject(Subject.Kind kind, Optional<String> groupType, SubjectId id) {
        public static SignalSubject of(Subject subject, SubjectId id) {
            return new SignalSubject(subject.kind(), subject.groupType(), id);
        }
    }

    /** The core numbers of the report that was approved. */
    public record BacktestCore(
            int windowDays,
            OptionalDouble precision,
            OptionalDouble recall,
            OptionalDouble liftVsBaseline,
            long sampleSize) {}
}
