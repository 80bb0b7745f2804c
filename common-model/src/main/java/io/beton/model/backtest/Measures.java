package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/** The numbers of one set of observations; a number whose denominator is zero is null. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Measures(
        OptionalDouble precision,
        OptionalDouble recall,
        OptionalDouble baseline,
        OptionalDouble liftVsBaseline,
        OptionalDouble deliveredPrecision,
        long sampleSize,
        Counts counts,
        Optional<Interval> precisionInterval,
        Optional<Interval> recallInterval,
        Optional<Interval> liftInterval,
        double pValue) {}
