package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.match.Times;
import io.beton.router.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the history of an approval has to wait until the approval itself is known. */
class HypothesesViewTest {
    private static final Hypothesis APPROVED = World.hypothesis("hyp_1");
    private static final VersionKey VERSION = VersionKey.of(APPROVED);
    private static final Instant RESUMED = World.APPROVED.plus(Duration.ofDays(2));

    @Test
    void whoeverDoesNotKnowTheApprovalIsBehind() {
        assertThat(behind(Optional.empty(), World.APPROVED)).isTrue();
        assertThat(behind(Optional.of(APPROVED), World.APPROVED)).isFalse();
        assertThat(HypothesesView.isBehind(
                        Optional.of(APPROVED), new VersionKey(VERSION.hypothesis(), 2), Times.micros(World.APPROVED)))
                .isTrue();
    }

    /** A pause that is known can be the one after which the history was asked for. */
    @Test
    void whoeverKnowsOnlyWhatWasBeforeTheResumingIsBehind() {
        Hypothesis paused = APPROVED.in(HypothesisState.LIVE).paused(World.APPROVED.plus(Duration.ofDays(1)));
        Hypothesis resumed = paused.approvedAt(RESUMED).in(HypothesisState.LIVE);
        assertThat(behind(Optional.of(APPROVED.in(HypothesisState.LIVE)), RESUMED))
                .isTrue();
        assertThat(behind(Optional.of(paused), RESUMED)).isTrue();
        assertThat(behind(Optional.of(resumed), RESUMED)).isFalse();
        assertThat(behind(Optional.of(resumed.paused(RESUMED)), RESUMED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = HypothesisState.class,
            names = {"RETIRED", "REJECTED"})
    void whatIsOverIsNotWaitedFor(HypothesisState over) {
        assertThat(behind(Optional.of(APPROVED.in(over)), RESUMED)).isFalse();
    }

    private static boolean behind(Optional<Hypothesis> known, Instant approvedAt) {
        return HypothesesView.isBehind(known, VERSION, Times.micros(approvedAt));
    }
}
