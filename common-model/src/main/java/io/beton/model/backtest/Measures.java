package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The numbers of one set of observations; a number whose denominator is zero is null.
 *
 * @param support the different subjects behind the observations, by which a bar judges whether there is enough data
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Measures(
        OptionalDouble precision,
        OptionalDouble recall,
        OptionalDouble baseline,
        OptionalDouble liftVsBaseline,
        OptionalDouble deliveredPrecision,
        long sampleSize,
        Support support,
        Counts counts,
        Optional<Interval> precisionInterval,
        Optional<Interval> recallInterval,
        Optional<Interval> liftInterval,
        double pValue) {

    public Measures {
        // reports from before there were rolling designs do not tell it
        support = support == null ? Support.of(counts) : support;
    }
}
