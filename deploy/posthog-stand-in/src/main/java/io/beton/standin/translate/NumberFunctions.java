package io.beton.standin.translate;

import io.beton.standin.translate.Type.Kind;
import java.math.BigInteger;
import java.util.Map;

/** Arithmetic, rounding and bits, with ClickHouse's widths. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("plus", a -> arithmetic(a, "+", false));
        to.put("minus", a -> arithmetic(a, "-", true));
        to.put("multiply", a -> arithmetic(a, "*", false));
        to.put("divide", new Template("NN", Type.FRACTION, "(CAST($1 AS DOUBLE) / CAST($2 AS DOUBLE))"));
        to.put("modulo", a -> same(a, "($1 % $2)"));
        to.put("intDiv", a -> same(a, "CAST(trunc(CAST($1 AS DOUBLE) / CAST(nullif($2, 0) AS DOUBLE)) AS BIGINT)"));
        to.put("negate", keeping("(- $1)", Type.INT64));
        to.put("abs", keeping("abs($1)", Type.UINT64));
        to.put("floor", rounding("floor"));
        to.put("ceil", rounding("ceil"));
        to.put("round", rounding("round_even"));
        to.put("sqrt", fraction("sqrt(CAST($1 AS DOUBLE))"));
        to.put("exp", fraction("exp(CAST($1 AS DOUBLE))"));
        to.put("log", fraction("ln(CAST($1 AS DOUBLE))"));
        to.put("log2", fraction("log2(CAST($1 AS DOUBLE))"));
        to.put("log10", fraction("log10(CAST($1 AS DOUBLE))"));
        to.put("sign", new Template("N", Type.whole("Int8"), "sign($1)"));
        to.put("pow", new Template("NN", Type.FRACTION, "pow(CAST($1 AS DOUBLE), CAST($2 AS DOUBLE))"));
        to.put("power", to.get("pow"));
        to.put("bitAnd", a -> bits(a, "($1 & $2)"));
        to.put("bitOr", a -> bits(a, "($1 | $2)"));
        to.put("bitXor", a -> bits(a, "xor($1, $2)"));
        to.put("bitShiftLeft", a -> bits(a, "($1 << $2)"));
        to.put("bitShiftRight", a -> bits(a, "($1 >> $2)"));
        to.put(
                "bitTest",
                new Template("NN", Type.whole("UInt8"), "((CAST($1 AS HUGEINT) >> CAST($2 AS HUGEINT)) & 1)"));
        to.put("bitCount", new Template("N", Type.whole("UInt8"), "bit_count($1)"));
    }

    private static Template fraction(String text) {
        return new Template("N", Type.FRACTION, text);
    }

    private static Sql arithmetic(Arguments arguments, String sign, boolean signed) {
        arguments.expect(2, 2);
        Sql left = arguments.sql(0);
        Sql right = arguments.sql(1);
        if (left.type().is(Kind.TIME, Kind.DATE, Kind.INTERVAL) || right.type().is(Kind.TIME, Kind.DATE)) {
            return TimeArithmetic.add(arguments, left, right, sign);
        }
        Type type = Numbers.grown(left.type(), right.type(), signed);
        String text = "(" + arguments.number(0) + " " + sign + " " + arguments.number(1) + ")";
        return arguments.result(text, type.nullable(arguments.nullable()));
    }

    private static Sql same(Arguments arguments, String text) {
        arguments.expect(2, 2);
        boolean fraction = arguments.sql(0).type().is(Kind.FRACTION)
                || arguments.sql(1).type().is(Kind.FRACTION);
        Type type = fraction && text.contains("%")
                ? Type.FRACTION
                : Numbers.widest(arguments.sql(0).type(), arguments.sql(1).type());
        return new Template("NN", type, text).apply(arguments);
    }

    private static Function rounding(String function) {
        return arguments -> {
            arguments.expect(1, 2);
            Type type = arguments.sql(0).type();
            boolean whole = !type.is(Kind.FRACTION);
            String digits = arguments.count() == 2 ? "CAST(" + arguments.number(1) + " AS INTEGER)" : "0";
            String scaled = "pow(10, " + digits + ")";
            String text = function.startsWith("round")
                    ? "round_even(CAST(" + arguments.number(0) + " AS DOUBLE), " + digits + ")"
                    : "(" + function + "(CAST(" + arguments.number(0) + " AS DOUBLE) * " + scaled + ") / " + scaled
                            + ")";
            return whole
                    ? arguments.result("CAST(" + text + " AS BIGINT)", type.is(Kind.WHOLE) ? type : Type.INT64)
                    : arguments.result(text, Type.FRACTION.nullable(arguments.nullable()));
        };
    }

    /** Bit functions are computed wide and cut to the width that ClickHouse would have. */
    private static Sql bits(Arguments arguments, String text) {
        arguments.expect(2, 2);
        if (arguments.sql(0).type().is(Kind.FRACTION) || arguments.sql(1).type().is(Kind.FRACTION)) {
            throw arguments.illegal(arguments.sql(0).type().is(Kind.FRACTION) ? 0 : 1);
        }
        Type type = Numbers.bits(arguments.sql(0).type(), arguments.sql(1).type());
        String wide = text.replace("$1", "CAST(" + arguments.number(0) + " AS HUGEINT)")
                .replace("$2", "CAST(" + arguments.number(1) + " AS HUGEINT)");
        String cut = type.isUnsigned()
                ? "CAST((" + wide + " & CAST(" + mask(type.bits()) + " AS HUGEINT)) AS UBIGINT)"
                : "CAST(" + wide + " AS BIGINT)";
        return arguments.result(cut, type.nullable(arguments.nullable()));
    }

    private static String mask(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).toString();
    }

    private static Function keeping(String text, Type whole) {
        return arguments -> new Template(
                        "N", arguments.expect(1, 1).sql(0).type().is(Kind.FRACTION) ? Type.FRACTION : whole, text)
                .apply(arguments);
    }
}
