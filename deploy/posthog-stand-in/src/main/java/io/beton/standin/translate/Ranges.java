package io.beton.standin.translate;

import java.math.BigInteger;

/** The values that a ClickHouse whole number can hold. */
final class Ranges {
    private Ranges() {}

    /** NULL where the value does not fit. */
    static String within(String text, Type type) {
        BigInteger size = BigInteger.ONE.shiftLeft(type.isUnsigned() ? type.bits() : type.bits() - 1);
        BigInteger least = type.isUnsigned() ? BigInteger.ZERO : size.negate();
        return "CASE WHEN " + text + " BETWEEN " + least + " AND " + size.subtract(BigInteger.ONE) + " THEN " + text
                + " END";
    }
}
