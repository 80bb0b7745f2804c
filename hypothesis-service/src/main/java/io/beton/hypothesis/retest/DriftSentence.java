package io.beton.hypothesis.retest;

import io.beton.model.backtest.Tally;
import io.beton.model.hypothesis.Drift;
import java.util.Locale;

/** Says in one sentence why a hypothesis is paused by nobody. */
final class DriftSentence {
    private DriftSentence() {}

    static String of(Drift drift, double confidence) {
        Tally found = drift.found();
        return String.format(
                Locale.ROOT,
                "of %d signals fired long enough ago %d can be judged, and %d of these had the outcome: precision %.3f, at"
                        + " most %.3f with a confidence of %.4f, is below the bar of %.3f",
                found.lookedAt(),
                found.signals(),
                found.positives(),
                found.precision().orElseThrow(),
                found.judgedInterval().orElseThrow().upper(),
                confidence,
                drift.bar());
    }
}
