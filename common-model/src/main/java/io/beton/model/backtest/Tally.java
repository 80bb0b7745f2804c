package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the first signals of a watch came true: {@code looked_at = signals + immature + already_converted + unknown}.
 *
 * @param lookedAt how many signals were looked at
 * @param signals how many of them count
 * @param positives how many of these had the outcome
 * @param immature whose horizon was not over
 * @param alreadyConverted whose outcome came after the firing, but before the landmark, as a backtest leaves them out
 * @param unknown of whom the history has no such observation: persons that were merged, or a window that moved on
 * @param precision positives of signals; null where there are none
 * @param precisionInterval 95 %
 * @param judgedInterval wider, for it is one of many looks
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Tally(
        int lookedAt,
        long signals,
        long positives,
        long immature,
        long alreadyConverted,
        long unknown,
        OptionalDouble precision,
        Optional<Interval> precisionInterval,
        Optional<Interval> judgedInterval) {}
