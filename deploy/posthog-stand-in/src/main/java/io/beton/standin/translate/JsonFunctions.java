package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.util.List;
import java.util.Map;

/** Functions over JSON texts; paths are keys, or positions from 1. */
final class JsonFunctions {
    private JsonFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("JSONExtractString", a -> read(a, 0, Type.TEXT));
        to.put("JSONExtractInt", a -> read(a, 0, Type.INT64));
        to.put("JSONExtractUInt", a -> read(a, 0, Type.UINT64));
        to.put("JSONExtractFloat", a -> read(a, 0, Type.FRACTION));
        to.put("JSONExtractBool", a -> read(a, 0, Type.BOOL));
        to.put("JSONExtractRaw", a -> a.result("coalesce(CAST(" + at(a, 0) + " AS VARCHAR), '')", Type.TEXT));
        to.put(
                "JSONExtractArrayRaw",
                a -> a.result(
                        "CAST(coalesce(TRY_CAST(" + at(a, 0) + " AS JSON[]), []) AS VARCHAR[])", Type.list(Type.TEXT)));
        to.put("JSONExtractKeys", a -> a.result("coalesce(json_keys(" + at(a, 0) + "), [])", Type.list(Type.TEXT)));
        to.put("JSONExtractKeysAndValues", JsonFunctions::members);
        to.put("JSONExtract", JsonFunctions::typed);
        to.put("JSONHas", a -> a.expect(2, 9).result("coalesce(" + at(a, 0) + " IS NOT NULL, false)", Type.LOGICAL));
        to.put("JSONLength", a -> a.result("hog_json_length(" + at(a, 0) + ")", Type.UINT64));
        to.put("JSONType", a -> a.result("hog_json_type(" + at(a, 0) + ")", Type.TEXT));
        to.put("isValidJSON", new Template("T", Type.LOGICAL, "coalesce(json_valid($1), false)"));
    }

    /** The JSON at the path; a text that is no JSON has nothing anywhere. */
    private static String at(Arguments arguments, int last) {
        arguments.expect(1, 9);
        String json = "CASE WHEN json_valid(" + arguments.text(0) + ") THEN " + arguments.text(0) + " END";
        StringBuilder path = new StringBuilder("'$'");
        for (int i = 1; i < arguments.count() - last; i++) {
            Sql step = arguments.sql(i);
            String part;
            if (step.type().isText()) {
                part = step.constant()
                        .map(text -> Sql.quote(
                                Paths.jsonPath(java.util.List.of(text)).substring(1)))
                        .orElse("'.\"' || replace(" + step.text() + ", '\"', '\\\"') || '\"'");
            } else {
                part = "'[' || CASE WHEN " + step.number() + " > 0 THEN '' ELSE '#' END || CAST(" + step.number()
                        + " - CASE WHEN " + step.number() + " > 0 THEN 1 ELSE 0 END AS VARCHAR) || ']'";
            }
            path.append(" || ").append(part);
        }
        return "json_extract(" + json + ", " + path + ")";
    }

    /** A pair for each member of an object that is not null, at no path but the whole. */
    private static Sql members(Arguments arguments) {
        arguments.expect(2, 2);
        if (!arguments.constant(1).equals("String")) {
            throw HogQlException.query("Only texts can be had from " + arguments.name());
        }
        String members = "TRY_CAST(TRY_CAST(" + arguments.text(0) + " AS JSON) AS MAP(VARCHAR, VARCHAR))";
        String pairs = "list_filter(list_transform(map_entries(" + members
                + "), lambda m: {'1': m.key, '2': m.value}), lambda p: p['2'] IS NOT NULL)";
        return arguments.result("coalesce(" + pairs + ", [])", Type.list(Type.tuple(List.of(Type.TEXT, Type.TEXT))));
    }

    private static Sql typed(Arguments arguments) {
        arguments.expect(2, 9);
        String type = arguments.constant(arguments.count() - 1);
        boolean nullable = type.startsWith("Nullable(");
        String plain = nullable ? type.substring(9, type.length() - 1) : type;
        Type known =
                switch (plain) {
                    case "String" -> Type.TEXT;
                    case "Float64", "Float32" -> Type.FRACTION;
                    case "Bool" -> Type.BOOL;
                    case "Array(String)" -> Type.list(Type.TEXT);
                    default -> {
                        if (!plain.matches("U?Int(8|16|32|64)")) {
                            throw HogQlException.query("Unsupported type '" + type + "' in JSONExtract");
                        }
                        yield Type.whole(plain);
                    }
                };
        return read(arguments, 1, known.nullable(nullable));
    }

    private static Sql read(Arguments arguments, int last, Type type) {
        String json = at(arguments, last);
        String value =
                switch (type.kind()) {
                    case TEXT -> "hog_json_text(" + json + ")";
                    case WHOLE -> "hog_json_whole(" + json + ")";
                    case FRACTION -> "hog_json_float(" + json + ")";
                    case BOOL -> "CASE WHEN json_type(" + json + ") = 'BOOLEAN' THEN CAST(" + json + " AS BOOLEAN) END";
                    default -> "TRY_CAST(" + json + " AS VARCHAR[])";
                };
        String text = type.nullable() ? value : "coalesce(" + value + ", " + type.emptyValue() + ")";
        return arguments.result(text, type);
    }
}
