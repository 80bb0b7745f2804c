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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks for one reading of history, {@code [as_of - window_days, as_of)}, that serves all its candidates.
 *
 * <p>A warm-up reads on to the moment of reading: its {@code as_of} is the approval, and what came since is read too.
 *
 * <p>A search asks more than once of one history. Its first request has it {@code held}; those that follow name that
 * one in {@code of}, and nothing is read from the source for them.
 *
 * @param of the request whose held history is scored; nothing that it did not read can be asked. Absent where a history
 *     is to be read
 * @param held whether the history is kept in memory for requests that follow
 * @param sketched whether the scores of a search carry sketches of who fired
 */
public record HistoryRequest(
        RequestId requestId,
        ConnectionId connectionId,
        Purpose purpose,
        Instant asOf,
        int windowDays,
        List<Candidate> candidates,
        Optional<RequestId> of,
        boolean held,
        boolean sketched) {
    /** In days. */
    public static final int LONGEST_WINDOW = 3660;
    /** Their sketches, up to 11 kB each, fit into one message. */
    public static final int MOST_SKETCHED = 500;

    public HistoryRequest {
        of = of == null ? Optional.empty() : of;
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
        InvalidMember.check(
                !sketched || purpose == Purpose.EXPLORE, "sketched", "only the scores of a search carry sketches");
        InvalidMember.check(
                !sketched || candidates.size() <= MOST_SKETCHED,
                "sketched",
                "at most " + MOST_SKETCHED + " candidates can be sketched in one request");
        InvalidMember.check(
                purpose != Purpose.WARM_UP || (of.isEmpty() && !held), "of", "a warm-up always reads history anew");
    }

    /** One reading that nothing follows. */
    public HistoryRequest(
            RequestId requestId,
            ConnectionId connectionId,
            Purpose purpose,
            Instant asOf,
            int windowDays,
            List<Candidate> candidates) {
        this(requestId, connectionId, purpose, asOf, windowDays, candidates, Optional.empty(), false, false);
    }

    /** The same, its history held for requests that follow. */
    public HistoryRequest holding() {
        return new HistoryRequest(requestId, connectionId, purpose, asOf, windowDays, candidates, of, true, sketched);
    }

    /** The same, scored on the history that was read for another. */
    public HistoryRequest onHistoryOf(RequestId base) {
        return new HistoryRequest(
                requestId, connectionId, purpose, asOf, windowDays, candidates, Optional.of(base), held, sketched);
    }

    /** The same, with sketches of who fired. */
    public HistoryRequest sketching() {
        return new HistoryRequest(requestId, connectionId, purpose, asOf, windowDays, candidates, of, held, true);
    }

    /** Whether the source must be read for it. */
    @JsonIgnore
    public boolean readsSource() {
        return of.isEmpty();
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
