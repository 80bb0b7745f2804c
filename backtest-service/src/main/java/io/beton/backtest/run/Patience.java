package io.beton.backtest.run;

import java.time.Duration;

/**
 * How long one partition's work waits, by the time between polls that is spent on waiting.
 *
 * @param silence for the next record of a history that has begun
 * @param hold for the next question to a history that is held
 */
record Patience(Duration silence, Duration hold) {

    String silenceReason() {
        return "nothing more of the history came within " + silence;
    }

    static boolean over(Duration waited, Duration longest) {
        return waited.compareTo(longest) >= 0;
    }
}
