package io.beton.standin.translate;

import java.util.Map;
import java.util.stream.Collectors;

/** Functions over texts. */
final class TextFunctions {
    private TextFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("lower", text("T", "lower($1)"));
        to.put("upper", text("T", "upper($1)"));
        to.put("lowerUTF8", text("T", "lower($1)"));
        to.put("upperUTF8", text("T", "upper($1)"));
        to.put("reverseUTF8", text("T", "reverse($1)"));
        to.put("trim", text("T", "trim($1)"));
        to.put("trimLeft", text("T", "ltrim($1)"));
        to.put("trimRight", text("T", "rtrim($1)"));
        to.put("replaceAll", text("TTT", "replace($1, $2, $3)"));
        to.put("replace", text("TTT", "replace($1, $2, $3)"));
        to.put("replaceOne", text("TTT", "hog_replace_one($1, $2, $3)"));
        to.put("replaceRegexpAll", text("TTT", "regexp_replace($1, $2, $3, 'g')"));
        to.put("replaceRegexpOne", text("TTT", "regexp_replace($1, $2, $3)"));
        to.put("extract", TextFunctions::extract);
        to.put("repeat", text("TN", "repeat($1, CAST($2 AS BIGINT))"));
        to.put("leftPad", text("TNT", "lpad($1, CAST($2 AS INTEGER), $3)"));
        to.put("rightPad", text("TNT", "rpad($1, CAST($2 AS INTEGER), $3)"));
        to.put("substring", TextFunctions::substring);
        to.put("substringUTF8", TextFunctions::substring);
        to.put("concat", TextFunctions::concat);
        to.put("lengthUTF8", new Template("T", Type.UINT64, "length($1)"));
        to.put("position", new Template("TT", Type.UINT64, "strpos($1, $2)"));
        to.put("positionCaseInsensitive", new Template("TT", Type.UINT64, "strpos(lower($1), lower($2))"));
        to.put("startsWith", new Template("TT", Type.LOGICAL, "starts_with($1, $2)"));
        to.put("endsWith", new Template("TT", Type.LOGICAL, "suffix($1, $2)"));
        to.put("match", new Template("TT", Type.LOGICAL, "regexp_matches($1, $2)"));
        for (String comparison : new String[] {"like", "ilike"}) {
            to.put(comparison, compared(comparison));
        }
        to.put("notLike", compared("not like"));
        to.put("notILike", compared("not ilike"));
        to.put("splitByChar", new Template("TT", Type.list(Type.TEXT), "string_split($2, $1)"));
        to.put("splitByString", new Template("TT", Type.list(Type.TEXT), "string_split($2, $1)"));
        to.put("cityHash64", TextFunctions::hash);
        to.put("md5", text("T", "upper(md5($1))"));
    }

    private static Template text(String signature, String text) {
        return new Template(signature, Type.TEXT, text);
    }

    private static Function compared(String operator) {
        return arguments -> {
            arguments.expect(2, 2);
            return new Comparisons(arguments.translator()).compare(operator, arguments.sql(0), arguments.sql(1));
        };
    }

    private static Sql substring(Arguments arguments) {
        arguments.expect(3, 3);
        String start = "CAST(" + arguments.number(1) + " AS BIGINT)";
        String length = ", CAST(" + arguments.number(2) + " AS BIGINT)";
        return arguments.result(
                "substring(" + arguments.text(0) + ", " + start + length + ")",
                Type.TEXT.nullable(arguments.nullable()));
    }

    /** The first group of the pattern, or all of what it matches where it has none. */
    private static Sql extract(Arguments arguments) {
        int group = arguments.expect(2, 2).constant(1).contains("(") ? 1 : 0;
        return text("TT", "regexp_extract($1, $2, " + group + ")").apply(arguments);
    }

    private static Sql concat(Arguments arguments) {
        arguments.expect(2, 999);
        String joined =
                arguments.all().stream().map(ConversionFunctions::text).collect(Collectors.joining(" || ", "(", ")"));
        return arguments.result(joined, Type.TEXT.nullable(arguments.nullable()));
    }

    /** Not ClickHouse's hash, but as stable and as wide; equal values of equal type have equal hashes. */
    private static Sql hash(Arguments arguments) {
        arguments.expect(1, 1);
        Sql value = arguments.sql(0);
        String hashed = "hash(" + value.text() + ")";
        String text =
                value.type().nullable() ? "CASE WHEN " + value.text() + " IS NOT NULL THEN " + hashed + " END" : hashed;
        return arguments.result(text, Type.UINT64.nullable(arguments.nullable()));
    }
}
