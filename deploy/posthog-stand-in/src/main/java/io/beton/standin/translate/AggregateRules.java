package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each aggregate and window function is in DuckDB. */
final class AggregateRules {
    private AggregateRules() {}

    /** How one aggregate is said: a text in which {@code {f}} is where FILTER and OVER belong. */
    @FunctionalInterface
    interface Rule {
        Said say(Arguments arguments, List<Sql> values);
    }

    /** The type tells whether an empty group is NULL or the type's empty value. */
    record Said(String text, Type type) {}

    static Map<String, Rule> all() {
        Map<String, Rule> rules = new HashMap<>();
        rules.put("count", AggregateRules::count);
        rules.put("countDistinct", (a, v) -> distinct(v));
        rules.put("uniq", (a, v) -> distinct(v));
        rules.put("uniqExact", (a, v) -> distinct(v));
        for (String same : List.of("min", "max")) {
            rules.put(same, (a, v) -> one(a, v, same, only(a, v).type()));
        }
        rules.put("any", (a, v) -> one(a, v, "any_value", only(a, v).type()));
        rules.put("anyLast", (a, v) -> one(a, v, "last", only(a, v).type()));
        rules.put(
                "sum",
                (a, v) -> new Said(
                        "sum(" + only(a, v).number() + "){f}", sum(v.get(0).type())));
        rules.put(
                "avg",
                (a, v) -> new Said(
                        "coalesce(avg(" + only(a, v).number() + "){f}, CAST('nan' AS DOUBLE))", Type.FRACTION));
        rules.put("median", (a, v) -> quantile(a, v, "0.5"));
        rules.put("quantile", (a, v) -> quantile(a, v, parameter(a)));
        rules.put("stddevPop", (a, v) -> new Said("stddev_pop(" + only(a, v).number() + "){f}", Type.FRACTION));
        rules.put("stddevSamp", (a, v) -> new Said("stddev_samp(" + only(a, v).number() + "){f}", Type.FRACTION));
        rules.put("varPop", (a, v) -> new Said("var_pop(" + only(a, v).number() + "){f}", Type.FRACTION));
        rules.put("varSamp", (a, v) -> new Said("var_samp(" + only(a, v).number() + "){f}", Type.FRACTION));
        rules.put("argMin", (a, v) -> two(a, v, "arg_min"));
        rules.put("argMax", (a, v) -> two(a, v, "arg_max"));
        rules.put("groupArray", (a, v) -> list(a, v, ""));
        rules.put("groupUniqArray", (a, v) -> list(a, v, "DISTINCT "));
        rules.put(
                "topK",
                (a, v) -> new Said(
                        "approx_top_k(" + only(a, v).text() + ", " + parameter(a) + "){f}",
                        Type.list(only(a, v).type().nullable(false))));
        rules.put("groupBitOr", (a, v) -> one(a, v, "bit_or", only(a, v).type()));
        rules.put("groupBitAnd", (a, v) -> one(a, v, "bit_and", only(a, v).type()));
        rules.put("windowFunnel", AggregateRules::funnel);
        for (String ranking : List.of("row_number", "rank", "dense_rank")) {
            rules.put(ranking, (a, v) -> new Said(ranking + "(){f}", Type.UINT64));
        }
        for (String value : List.of("first_value", "last_value", "lag", "lead", "lagInFrame", "leadInFrame")) {
            rules.put(value, (a, v) -> neighbour(v, value.replace("InFrame", "")));
        }
        return rules;
    }

    static Type sum(Type of) {
        return of.is(Kind.FRACTION) ? Type.FRACTION : of.isUnsigned() ? Type.UINT64 : Type.INT64;
    }

    private static Sql only(Arguments arguments, List<Sql> values) {
        if (values.size() != 1) {
            throw HogQlException.query("Aggregation '" + arguments.name() + "' does not take " + arguments.count()
                    + (arguments.count() == 1 ? " argument" : " arguments"));
        }
        return values.get(0);
    }

    private static String parameter(Arguments arguments) {
        return arguments
                .parameter()
                .orElseThrow(() -> HogQlException.query("Aggregation '" + arguments.name() + "' expects 1 parameter"));
    }

    private static Said count(Arguments arguments, List<Sql> values) {
        if (arguments.call().distinct()) {
            return distinct(values);
        }
        return new Said(
                values.isEmpty()
                        ? "count(*){f}"
                        : "count(" + only(arguments, values).text() + "){f}",
                Type.UINT64);
    }

    private static Said distinct(List<Sql> values) {
        String joined = values.stream().map(Sql::text).collect(Collectors.joining(", "));
        return new Said("count(DISTINCT " + (values.size() == 1 ? joined : "(" + joined + ")") + "){f}", Type.UINT64);
    }

    private static Said one(Arguments arguments, List<Sql> values, String function, Type type) {
        String argument = type.is(Kind.LOGICAL, Kind.BOOL) && function.startsWith("bit")
                ? values.get(0).number()
                : values.get(0).text();
        return new Said(function + "(" + argument + "){f}", type);
    }

    private static Said two(Arguments arguments, List<Sql> values, String function) {
        if (values.size() != 2) {
            only(arguments, values);
        }
        return new Said(
                function + "(" + values.get(0).text() + ", " + values.get(1).text() + "){f}",
                values.get(0).type());
    }

    private static Said quantile(Arguments arguments, List<Sql> values, String level) {
        Sql value = only(arguments, values);
        return new Said(
                "coalesce(quantile_cont(CAST(" + value.number() + " AS DOUBLE), " + level
                        + "){f}, CAST('nan' AS DOUBLE))",
                Type.FRACTION);
    }

    /** Arrays of groups hold no NULL. */
    private static Said list(Arguments arguments, List<Sql> values, String distinct) {
        Sql value = only(arguments, values);
        Type type = Type.list(value.type().nullable(false));
        String text = "list(" + distinct + value.text() + "){f}";
        String whole = value.type().nullable() ? "list_filter(" + text + ", lambda each: each IS NOT NULL)" : text;
        return new Said(
                arguments.parameter().map(most -> whole + "[1:" + most + "]").orElse(whole), type);
    }

    private static Said neighbour(List<Sql> values, String function) {
        String joined = values.stream().map(Sql::text).collect(Collectors.joining(", "));
        return new Said(function + "(" + joined + "){f}", values.get(0).type().orNull());
    }

    private static Said funnel(Arguments arguments, List<Sql> values) {
        String window = arguments
                .parameter()
                .orElseThrow(() -> HogQlException.clickHouse(
                        "number_of_arguments_doesnt_match",
                        "Aggregate function windowFunnel requires one parameter: window"));
        if (values.size() < 2) {
            only(arguments, List.of());
        }
        Sql time = values.get(0);
        boolean fine = time.type().name().startsWith("DateTime64");
        if (fine || !time.type().is(Kind.TIME, Kind.DATE, Kind.WHOLE)) {
            throw HogQlException.clickHouse(
                    "illegal_type_of_argument",
                    "Illegal type " + time.type().clickHouse() + " of first argument of aggregate function "
                            + "windowFunnel, must be Unsigned Number, Date, DateTime");
        }
        String at = time.type().is(Kind.WHOLE) ? time.text() : "CAST(epoch(" + time.text() + ") AS BIGINT)";
        String met = values.subList(1, values.size()).stream()
                .map(step -> "coalesce(" + step.condition() + ", false)")
                .collect(Collectors.joining(", ", "[", "]"));
        int steps = values.size() - 1;
        return new Said(
                "hog_funnel(list({'t': " + at + ", 'm': " + met + ", 'a': CAST([] AS BIGINT[])}){f}, " + steps + ", "
                        + window + ")",
                Type.whole("UInt8"));
    }
}
