package io.beton.standin.translate;

import io.beton.standin.translate.Type.Kind;
import java.math.BigInteger;

/** The widths of ClickHouse's whole numbers: an expression's type decides when it wraps around. */
final class Numbers {
    private Numbers() {}

    static Type ofLiteral(BigInteger value) {
        boolean negative = value.signum() < 0;
        int needed = negative ? value.bitLength() + 1 : value.bitLength();
        return Type.whole((negative ? "Int" : "UInt") + width(needed));
    }

    /** Both fit in; signed as soon as one is. */
    static Type widest(Type one, Type other) {
        if (one.isUnsigned() == other.isUnsigned()) {
            return named(one.isUnsigned(), Math.max(one.bits(), other.bits()));
        }
        int unsigned = one.isUnsigned() ? one.bits() : other.bits();
        int signed = one.isUnsigned() ? other.bits() : one.bits();
        return named(false, Math.max(signed, unsigned * 2));
    }

    /** Bit functions do not grow: the wider of the two. */
    static Type bits(Type one, Type other) {
        return named(one.isUnsigned() && other.isUnsigned(), Math.max(one.bits(), other.bits()));
    }

    /** Sums and products grow to the next width. */
    static Type grown(Type one, Type other, boolean signed) {
        if (one.is(Kind.FRACTION) || other.is(Kind.FRACTION)) {
            return Type.FRACTION;
        }
        return named(!signed && one.isUnsigned() && other.isUnsigned(), Math.max(one.bits(), other.bits()) * 2);
    }

    private static Type named(boolean unsigned, int bits) {
        return Type.whole((unsigned ? "UInt" : "Int") + Math.min(64, bits));
    }

    private static int width(int bits) {
        return bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
    }
}
