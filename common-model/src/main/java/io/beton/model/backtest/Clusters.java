package io.beton.model.backtest;

import io.beton.model.InvalidMember;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What rolling designs need beside their four-field table, because one subject has many observations; additive.
 *
 * @param moments the sums over subjects of the ten products of its own (tp, fp, fn, tn), in the order of {@link #square}
 * @param delivered true and false positives that a signal would be sent for, the others being in the cool-down of one
 *     before
 * @param support how many subjects, each once
 */
public record Clusters(List<Long> moments, Delivered delivered, Support support) {
    private static final int FIELDS = 4;
    private static final int PRODUCTS = FIELDS * (FIELDS + 1) / 2;

    public static final Clusters NONE =
            new Clusters(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), new Delivered(0, 0), Support.NONE);

    public Clusters {
        moments = List.copyOf(moments);
        InvalidMember.check(moments.size() == PRODUCTS, "moments", "`moments` are " + PRODUCTS + " numbers");
    }

    public record Delivered(long tp, long fp) {}

    /** What one subject adds. */
    public static Clusters ofSubject(Counts own, Delivered delivered) {
        if (own.all() == 0) {
            return NONE;
        }
        long[] fields = {own.tp(), own.fp(), own.fn(), own.tn()};
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            for (int j = i; j < FIELDS; j++) {
                moments.add(fields[i] * fields[j]);
            }
        }
        return new Clusters(moments, delivered, new Support(1, own.fired() > 0 ? 1 : 0, own.positives() > 0 ? 1 : 0));
    }

    public Clusters plus(Clusters other) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            sums.add(moments.get(i) + other.moments.get(i));
        }
        return new Clusters(
                sums,
                new Delivered(delivered.tp + other.delivered.tp, delivered.fp + other.delivered.fp),
                support.plus(other.support));
    }

    /**
     * The sum over subjects of the square of {@code tp_i * tp + fp_i * fp + fn_i * fn + tn_i * tn}; in whole numbers, so
     * that what cancels out is 0 and nothing is ever below it.
     */
    public BigInteger square(BigInteger tp, BigInteger fp, BigInteger fn, BigInteger tn) {
        BigInteger[] weights = {tp, fp, fn, tn};
        BigInteger sum = BigInteger.ZERO;
        int at = 0;
        for (int i = 0; i < FIELDS; i++) {
            for (int j = i; j < FIELDS; j++) {
                BigInteger moment = BigInteger.valueOf(moments.get(at++) * (i == j ? 1 : 2));
                sum = sum.add(weights[i].multiply(weights[j]).multiply(moment));
            }
        }
        return sum;
    }
}
