package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.SignalId;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.Specification.Asked;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** A pause loses nobody who fired before it, known by then or not, and nobody is told twice. */
class LivePauseTest {

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whoFiredWhileItWasLiveIsToldOnceAndWhoFiredInThePauseIsNot(
            @ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history, @ForAll Random random) {
        // Given
        boolean late = !claim.rolling() && !LiveAgreementTest.inOrder(claim);
        Arrivals arrivals = new Arrivals(history, late ? Arrivals.LATENESS : 0, random);
        long approved = LiveAgreementTest.approval(claim, random);
        long paused = approved + random.nextInt(4 * 20) * 6 * Times.HOUR;
        long resumed = paused + random.nextInt(4 * 20) * 6 * Times.HOUR;
        LongPredicate wasLive = time -> time >= approved && (time < paused || time >= resumed);
        List<Asked> fired = LiveAgreementTest.whole(claim, arrivals).asked().stream()
                .filter(Asked::fired)
                .toList();
        List<Asked> firedLive = fired.stream()
                .filter(asked -> wasLive.test(asked.firedAt().getAsLong()))
                .toList();
        Hypothesis before = LiveAgreementTest.approved(claim, approved);
        Hypothesis after = before.paused(Times.instant(paused))
                .approvedAt(Times.instant(resumed))
                .in(HypothesisState.LIVE);
        boolean warm = random.nextBoolean();

        // When
        LiveReplay live = new LiveReplay(asked(before), claim);
        if (warm) {
            live.warmUp(arrivals.disorderedUntil(approved));
            live.follow(arrivals.between(approved, paused), paused);
        } else {
            live.keep(arrivals.between(approved, paused));
        }
        live.goOnAs(asked(after));
        live.warmUp(arrivals.disorderedUntil(resumed));
        live.follow(arrivals.after(resumed), LiveAgreementTest.END + Arrivals.LATENESS);

        // Then
        List<SignalId> told = LiveAgreementTest.ids(live.signals());
        if (claim.rolling()) {
            assertThat(told).doesNotHaveDuplicates().isSubsetOf(ids(after, fired));
            assertThat(live.signals()).allMatch(signal -> wasLive.test(Times.micros(signal.firedAt())));
            if (warm && !looksBackLessThanEventsAreLate(claim) && firedLive.equals(fired)) {
                assertThat(told.isEmpty()).isEqualTo(fired.isEmpty());
            }
        } else {
            assertThat(told).isEqualTo(ids(after, firedLive));
            assertThat(live.members()).hasSize(fired.size() - firedLive.size());
        }
        Statistics.label("fired")
                .collect(
                        claim.design().getClass().getSimpleName(),
                        firedLive.stream().anyMatch(asked -> asked.firedAt().getAsLong() < paused),
                        Math.min(2, told.size()));
    }

    private static boolean looksBackLessThanEventsAreLate(Claim claim) {
        return claim.design() instanceof Design.Rolling rolling
                && rolling.lookbackDays() * Times.DAY <= Arrivals.LATENESS;
    }

    private static LiveHypothesis asked(Hypothesis hypothesis) {
        return new LiveHypothesis(hypothesis, LiveAgreementTest.SPARE, Generated.START);
    }

    private static List<SignalId> ids(Hypothesis hypothesis, List<Asked> fired) {
        return fired.stream()
                .map(asked -> LiveAgreementTest.id(hypothesis, asked))
                .toList();
    }

    @Provide
    Arbitrary<Claim> claims() {
        return Generated.claims();
    }

    @Provide
    Arbitrary<PlainHistory> histories() {
        return Generated.histories();
    }
}
