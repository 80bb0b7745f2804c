package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks for one reading of history, {@code [as_of - window_days, as_of)}, that serves all its candidates.
 *
 * <p>A warm-up reads on to the moment of reading: its {@code as_of} is the approval, and what came since is read too.
 */
public record HistoryRequest(
        RequestId requestId,
        ConnectionId connectionId,
        Purpose purpose,
        Instant asOf,
        int windowDays,
        List<Candidate> candidates) {
    /** In days. */
    public static final int LONGEST_WINDOW = 3660;

    public HistoryRequest {
        InvalidMember.require(requestId, "request_id");
        InvalidMember.require(connectionId, "connection_id");
        InvalidMember.require(purpose, "purpose");
        InvalidMember.require(asOf, "as_of");
        InvalidMember.check(
                windowDays >= 1 && windowDays <= LONGEST_WINDOW,
                "window_days",
                "`window_days` must be between 1 and " + LONGEST_WINDOW);
        candidates = List.copyOf(candidates);
        InvalidMember.check(!candidates.isEmpty(), "candidates", "a request scores at least one hypothesis");
        InvalidMember.check(
                candidates.stream()
                                .map(candidate -> candidate.claim().subject())
                                .distinct()
                                .count()
                        == 1,
                "candidates",
                "one reading of history is of one kind of subject; ask for persons and each type of group apart");
    }

    @JsonIgnore
    public long windowStart() {
        return Times.micros(asOf.minus(Duration.ofDays(windowDays)));
    }

    @JsonIgnore
    public long windowEnd() {
        return Times.micros(asOf);
    }

    /** The one kind of subject that all its candidates are about. */
    @JsonIgnore
    public Subject subject() {
        return candidates.get(0).claim().subject();
    }

    /** What must be read of single events, distinct. */
    @JsonIgnore
    public List<Selector> selectors() {
        return claims().flatMap(claim ->
                        purpose == Purpose.WARM_UP ? claim.firingSelectors().stream() : claim.selectors().stream())
                .distinct()
                .toList();
    }

    /** The properties whose values must be told apart, distinct. */
    @JsonIgnore
    public List<CountedProperty> counted() {
        return claims().flatMap(claim -> claim.counted().stream()).distinct().toList();
    }

    /** The outcomes whose first match before the window must be read, distinct; none for a warm-up. */
    @JsonIgnore
    public List<Selector> earlierOutcomes() {
        return claims().map(Claim::outcome)
                .filter(outcome -> purpose != Purpose.WARM_UP && outcome.once())
                .flatMap(outcome -> outcome.selector().stream())
                .distinct()
                .toList();
    }

    /** Whether activity and the subjects' times of creation must be read. */
    @JsonIgnore
    public boolean needsActivity() {
        return claims().anyMatch(
                        purpose == Purpose.WARM_UP ? Claim::firingNeedsActivity : Claim::countingNeedsActivity);
    }

    /** Whether the session of the first counted event of a day must be read. */
    @JsonIgnore
    public boolean needsFirstSession() {
        return claims().anyMatch(Claim::needsFirstSession);
    }

    private Stream<Claim> claims() {
        return candidates.stream().map(Candidate::claim);
    }
}
