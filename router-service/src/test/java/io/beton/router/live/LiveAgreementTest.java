package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SignalId;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Specification;
import io.beton.model.match.Specification.Asked;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Live matching makes of a history what the specification makes of it as a whole, however it arrives: in any order,
 * batches and repeats until the warm-up ends, then as it comes to the source, late within what is allowed, with repeats.
 *
 * <p>Who fires at an event is told at once, and what was told stays told. Only an anchor that comes late could prove that
 * wrong, so for those designs events come in order; and an event before the approval that makes a landmark of after it
 * fire earlier, so for those the approval falls on a landmark.
 */
class LiveAgreementTest {
    private static final long COOL_DOWN = 30 * Times.DAY;
    static final long END = Generated.AS_OF + 60 * Times.DAY;
    static final int SPARE = 1_000;

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void aHistoryThatArrivesSomehowIsSignalledAsIfSeenWhole(
            @ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history, @ForAll Random random) {
        // Given
        long approvedAt = approval(claim, random);
        Hypothesis hypothesis = approved(claim, approvedAt);
        Arrivals arrivals = new Arrivals(history, inOrder(claim) ? 0 : Arrivals.LATENESS, random);
        Specification whole = whole(claim, arrivals);
        List<Asked> fired = whole.asked().stream().filter(Asked::fired).toList();

        // When
        LiveReplay live = new LiveReplay(new LiveHypothesis(hypothesis, SPARE, Generated.START), claim);
        long warm = approvedAt + random.nextInt(24) * Times.HOUR;
        live.warmUp(arrivals.disorderedUntil(warm));
        live.follow(arrivals.after(warm), END + Arrivals.LATENESS);

        // Then
        List<Asked> sinceApproval = fired.stream()
                .filter(asked -> asked.firedAt().getAsLong() >= approvedAt)
                .toList();
        assertThat(live.matches())
                .isEqualTo(sinceApproval.size() + live.members().size());
        if (claim.rolling() && !claim.condition().deferred()) {
            // late events fire landmarks in their own order, and so does the cool-down tell of them
            assertThat(sinceApproval.stream().map(asked -> id(hypothesis, asked)))
                    .containsAll(ids(live.signals()));
            if (live.members().isEmpty()) {
                assertThat(live.signals().isEmpty()).isEqualTo(sinceApproval.isEmpty());
            }
        } else {
            List<Asked> member = member(claim, whole, fired, approvedAt);
            List<Asked> told = afterCoolDown(member, sinceApproval);
            told.removeAll(member);
            assertThat(live.members()).isEqualTo(times(member));
            assertTold(live, hypothesis, told);
        }
        live.assertNothingIsDue();
        Statistics.label("matches")
                .collect(
                        claim.design().getClass().getSimpleName(),
                        claim.condition().deferred() ? "deferred" : "eager",
                        Math.min(live.matches(), 2));
    }

    /** Whoever meets the condition at the approval is listed, and signalled only where that was asked for. */
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void aBackfillTellsTheMembersAndNobodyElse(
            @ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history, @ForAll Random random) {
        // Given
        long approvedAt = approval(claim, random);
        Hypothesis hypothesis = approved(claim, approvedAt);
        Arrivals arrivals = new Arrivals(history, 0, random);
        Specification whole = whole(claim, arrivals);
        List<Asked> fired = whole.asked().stream().filter(Asked::fired).toList();
        List<Asked> member = member(claim, whole, fired, approvedAt);
        List<Arrivals.Batch> warm = arrivals.disorderedUntil(approvedAt);
        List<Arrivals.Batch> polled = arrivals.after(approvedAt);

        // When
        LiveReplay silent = new LiveReplay(new LiveHypothesis(hypothesis, SPARE, Generated.START), claim);
        LiveReplay asked = new LiveReplay(new LiveHypothesis(hypothesis.backfilled(), SPARE, Generated.START), claim);
        for (LiveReplay live : List.of(silent, asked)) {
            live.warmUp(warm);
            live.follow(polled, END + Arrivals.LATENESS);
        }

        // Then
        List<Asked> sinceApproval = new ArrayList<>(fired);
        sinceApproval.removeIf(one -> one.firedAt().getAsLong() < approvedAt);
        List<Asked> told = afterCoolDown(member, sinceApproval);
        assertThat(asked.members()).isEqualTo(times(member));
        assertThat(silent.members()).isEqualTo(times(member));
        assertTold(asked, hypothesis, told);
        told.removeAll(member);
        assertTold(silent, hypothesis, told);
        Statistics.label("members")
                .collect(
                        claim.design().getClass().getSimpleName(),
                        member.size(),
                        asked.signals().size() > 1);
    }

    /** What fires at an event fires however late events come; only an anchor that was not known can make somebody else fire. */
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void lateEventsKeepNobodyFromFiringAtAnEvent(
            @ForAll("firingAtEvents") Claim claim, @ForAll("histories") PlainHistory history, @ForAll Random random) {
        // Given
        long approvedAt = approval(claim, random);
        Arrivals arrivals = new Arrivals(history, Arrivals.LATENESS, random);
        boolean fired = whole(claim, arrivals).asked().stream().anyMatch(Asked::fired);
        // When
        LiveReplay live =
                new LiveReplay(new LiveHypothesis(approved(claim, approvedAt), SPARE, Generated.START), claim);
        live.warmUp(arrivals.disorderedUntil(approvedAt));
        live.follow(arrivals.after(approvedAt), END + Arrivals.LATENESS);
        // Then
        assertThat(live.matches()).isBetween(fired ? 1L : 0, fired || anchorCameLate(claim, arrivals) ? 1L : 0);
        live.assertNothingIsDue();
        Statistics.label("fired").collect(fired, live.matches());
    }

    /** However few events are kept: counts need no more of each selector than they count. */
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void whatTheBoundDropsWasNotNeeded(
            @ForAll("counting") Claim claim, @ForAll("histories") PlainHistory history, @ForAll Random random) {
        // Given
        long approvedAt = approval(claim, random);
        boolean late = claim.rolling() && claim.condition().deferred();
        // a copy whose original was dropped would be an event of its own
        PlainHistory withoutCopies =
                new PlainHistory(history.within(Long.MIN_VALUE, Long.MAX_VALUE), history.created());
        Arrivals arrivals = new Arrivals(withoutCopies, late ? Arrivals.LATENESS : 0, random);
        List<Arrivals.Batch> warm = arrivals.disorderedUntil(approvedAt);
        List<Arrivals.Batch> polled = arrivals.after(approvedAt);
        // When
        List<LiveReplay> replays = Stream.of(0, SPARE)
                .map(spare ->
                        new LiveReplay(new LiveHypothesis(approved(claim, approvedAt), spare, Generated.START), claim))
                .toList();
        replays.forEach(live -> live.warmUp(warm));
        replays.forEach(live -> live.follow(polled, END + Arrivals.LATENESS));
        // Then
        assertThat(replays.get(0).matches()).isEqualTo(replays.get(1).matches());
        assertThat(ids(replays.get(0).signals())).isEqualTo(ids(replays.get(1).signals()));
    }

    private static boolean counts(Condition condition) {
        return condition instanceof Condition.Composite composite
                ? composite.conditions().stream().allMatch(LiveAgreementTest::counts)
                : condition instanceof Condition.Count || condition instanceof Condition.AtMost;
    }

    private static boolean anchorCameLate(Claim claim, Arrivals arrivals) {
        List<PlainEvent> anchors = arrivals.history().within(Generated.START, END).stream()
                .filter(event -> claim.anchor().map(event::matches).orElse(event.counted()))
                .toList();
        return anchors.stream()
                .anyMatch(event -> event.createdAt() < anchors.get(0).createdAt());
    }

    static long approval(Claim claim, Random random) {
        long some = Generated.START + random.nextInt(4 * 14) * 6 * Times.HOUR;
        return claim.design() instanceof Design.Rolling rolling
                        && !claim.condition().deferred()
                ? some - Math.floorMod(some, rolling.everyDays() * Times.DAY)
                : some;
    }

    static boolean inOrder(Claim claim) {
        return claim.needsFirstSession()
                || claim.design() instanceof Design.OncePerSubject
                        && !claim.condition().deferred();
    }

    static Specification whole(Claim claim, Arrivals arrivals) {
        return new Specification(claim, Arrivals.SUBJECT.value(), arrivals.history(), Generated.START, END);
    }

    /** Who fired before the approval; of a rolling design, where the condition still held at it. */
    private static List<Asked> member(Claim claim, Specification whole, List<Asked> fired, long approvedAt) {
        Optional<Asked> last = fired.stream()
                .filter(asked -> asked.firedAt().getAsLong() < approvedAt)
                .reduce((earlier, later) -> later);
        if (claim.design() instanceof Design.Rolling rolling) {
            long lookback = rolling.lookbackDays() * Times.DAY;
            last = last.filter(asked -> claim.condition().deferred()
                    ? approvedAt - asked.landmark() <= rolling.everyDays() * Times.DAY
                    : whole.holds(approvedAt - lookback, approvedAt));
        }
        return last.stream().toList();
    }

    static List<Long> times(List<Asked> fired) {
        return fired.stream().map(asked -> asked.firedAt().getAsLong()).toList();
    }

    private static void assertTold(LiveReplay live, Hypothesis hypothesis, List<Asked> told) {
        assertThat(ids(live.signals()))
                .isEqualTo(told.stream().map(asked -> id(hypothesis, asked)).toList());
        assertThat(live.signals().stream()
                        .map(signal -> Times.micros(signal.firedAt()))
                        .toList())
                .isEqualTo(times(told));
    }

    private static List<Asked> afterCoolDown(List<Asked> member, List<Asked> fired) {
        List<Asked> told = new ArrayList<>(member);
        for (Asked asked : fired) {
            if (told.isEmpty() || asked.landmark() - told.get(told.size() - 1).landmark() >= COOL_DOWN) {
                told.add(asked);
            }
        }
        return told;
    }

    static List<SignalId> ids(List<Signal> signals) {
        return signals.stream().map(Signal::signalId).toList();
    }

    static SignalId id(Hypothesis hypothesis, Asked asked) {
        String observation =
                hypothesis.claim().rolling() ? Times.instant(asked.landmark()).toString() : "anchored";
        return Signal.id(hypothesis.hypothesisId(), hypothesis.version(), Arrivals.SUBJECT, observation);
    }

    static Hypothesis approved(Claim claim, long approvedAt) {
        return new Hypothesis(
                new HypothesisId("hyp_1"),
                1,
                new ConnectionId("con_1"),
                new GoalId("goal_1"),
                GoalKind.CONVERSION,
                "who does this does that",
                claim.subject(),
                claim.condition(),
                claim.design(),
                claim.outcome(),
                HypothesisState.LIVE,
                false,
                1,
                Optional.of(Times.instant(approvedAt)),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Provide
    Arbitrary<Claim> claims() {
        return Generated.claims();
    }

    @Provide
    Arbitrary<Claim> firingAtEvents() {
        return Generated.claims()
                .filter(claim -> claim.design() instanceof Design.OncePerSubject)
                .filter(claim -> !claim.condition().deferred() && !claim.needsFirstSession());
    }

    @Provide
    Arbitrary<Claim> counting() {
        return Generated.claims()
                .filter(claim -> counts(claim.condition()) && !(claim.design() instanceof Design.FirstSession));
    }

    @Provide
    Arbitrary<PlainHistory> histories() {
        return Generated.histories();
    }
}
