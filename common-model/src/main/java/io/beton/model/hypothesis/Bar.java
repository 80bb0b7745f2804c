package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** What a report must reach to pass; members left out take the defaults. */
public record Bar(
        double minPrecision,
        double minRecall,
        double minLift,
        long minSampleSize,
        long minFired,
        long minPositives,
        double maxQ) {
    public static final Bar DEFAULT = new Bar(0, 0, 1.5, 200, 30, 20, 0.05);

    public Bar {
        share(minPrecision, "min_precision");
        share(minRecall, "min_recall");
        share(maxQ, "max_q");
        check(minLift >= 0, "min_lift", "`min_lift` must not be negative");
        check(minSampleSize >= 0, "min_sample_size", "`min_sample_size` must not be negative");
        check(minFired >= 0, "min_fired", "`min_fired` must not be negative");
        check(minPositives >= 0, "min_positives", "`min_positives` must not be negative");
    }

    @JsonCreator
    static Bar read(
            @JsonProperty("min_precision") Optional<Double> minPrecision,
            @JsonProperty("min_recall") Optional<Double> minRecall,
            @JsonProperty("min_lift") Optional<Double> minLift,
            @JsonProperty("min_sample_size") Optional<Long> minSampleSize,
            @JsonProperty("min_fired") Optional<Long> minFired,
            @JsonProperty("min_positives") Optional<Long> minPositives,
            @JsonProperty("max_q") Optional<Double> maxQ) {
        return new Bar(
                minPrecision.orElse(DEFAULT.minPrecision),
                minRecall.orElse(DEFAULT.minRecall),
                minLift.orElse(DEFAULT.minLift),
                minSampleSize.orElse(DEFAULT.minSampleSize),
                minFired.orElse(DEFAULT.minFired),
                minPositives.orElse(DEFAULT.minPositives),
                maxQ.orElse(DEFAULT.maxQ));
    }

    private static void share(double value, String member) {
        check(value >= 0 && value <= 1, member, "`" + member + "` must be between 0 and 1");
    }
}
