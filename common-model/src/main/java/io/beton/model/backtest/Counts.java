package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.model.InvalidMember;

/** The four-field table of a set of observations; additive. */
public record Counts(long tp, long fp, long fn, long tn) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts {
        InvalidMember.check(tp >= 0 && fp >= 0 && fn >= 0 && tn >= 0, "counts", "counts cannot be negative");
    }

    public Counts plus(Counts other) {
        return new Counts(tp + other.tp, fp + other.fp, fn + other.fn, tn + other.tn);
    }

    @JsonIgnore
    public long all() {
        return tp + fp + fn + tn;
    }

    @JsonIgnore
    public long fired() {
        return tp + fp;
    }

    @JsonIgnore
    public long positives() {
        return tp + fn;
    }
}
