package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.List;
import java.util.Map;

/** Functions over arrays that take no lambda. */
final class ArrayFunctions {
    private ArrayFunctions() {}

    static void register(Map<String, Function> to) {
        to.put(
                "array",
                a -> a.translator()
                        .list(new io.beton.standin.hogql.Expression.ListOf(
                                a.call().arguments())));
        to.put("tuple", a -> a.translator().tupleOf(a.all()));
        to.put("tupleElement", ArrayFunctions::tupleElement);
        to.put(
                "has",
                a -> a.expect(2, 2)
                        .result(
                                "coalesce(list_contains(" + a.list(0).text() + ", " + item(a, 1) + "), false)",
                                Type.LOGICAL));
        to.put(
                "indexOf",
                a -> a.expect(2, 2)
                        .result(
                                "coalesce(list_position(" + a.list(0).text() + ", " + item(a, 1) + "), 0)",
                                Type.UINT64));
        to.put("hasAny", a -> lists(a, "list_has_any($1, $2)"));
        to.put("hasAll", a -> lists(a, "list_has_all($1, $2)"));
        to.put("length", ArrayFunctions::length);
        to.put(
                "empty",
                a -> a.expect(1, 1).result("(" + length(a).text() + " = 0)", Type.LOGICAL.nullable(a.nullable())));
        to.put(
                "notEmpty",
                a -> a.expect(1, 1).result("(" + length(a).text() + " > 0)", Type.LOGICAL.nullable(a.nullable())));
        to.put("isEmpty", to.get("empty"));
        to.put("isNotEmpty", to.get("notEmpty"));
        to.put("reverse", ArrayFunctions::reverse);
        to.put("range", ArrayFunctions::range);
        to.put("arrayElement", a -> element(a.expect(2, 2).list(0), a.sql(1)));
        to.put("arrayJoin", a -> unnested(a.translator().scope(), a.expect(1, 1).list(0), false));
        to.put("arrayDistinct", a -> same(a, "list_distinct($1)"));
        to.put(
                "arrayUniq",
                a -> a.expect(1, 1).result("len(list_distinct(" + a.list(0).text() + "))", Type.UINT64));
        to.put("arrayReverse", a -> same(a, "list_reverse($1)"));
        to.put("arrayCompact", a -> same(a, "hog_compact($1)"));
        to.put("arraySlice", ArrayFunctions::slice);
        to.put("arrayConcat", ArrayFunctions::concat);
        to.put(
                "arrayPushBack",
                a -> a.expect(2, 2)
                        .result(
                                "list_append(" + a.list(0).text() + ", " + item(a, 1) + ")",
                                a.list(0).type()));
        to.put(
                "arrayPushFront",
                a -> a.expect(2, 2)
                        .result(
                                "list_prepend(" + item(a, 1) + ", " + a.list(0).text() + ")",
                                a.list(0).type()));
        to.put(
                "arrayEnumerate",
                a -> a.expect(1, 1)
                        .result("range(1, len(" + a.list(0).text() + ") + 1)", Type.list(Type.whole("UInt32"))));
        to.put("arrayZip", ArrayFunctions::zip);
        to.put("arrayFlatten", ArrayFunctions::flatten);
        to.put(
                "arrayCumSum",
                a -> a.expect(1, 1)
                        .result(
                                "hog_cumulative(" + a.list(0).text() + ")",
                                a.list(0).type()));
        to.put(
                "arrayDifference",
                a -> a.expect(1, 1)
                        .result(
                                "hog_differences(" + a.list(0).text() + ")",
                                a.list(0).type()));
        to.put("arrayStringConcat", ArrayFunctions::joined);
    }

    private static String item(Arguments arguments, int index) {
        Type element = arguments.list(0).type().element();
        Sql item = Coercion.beside(arguments.sql(index), element);
        return Coercion.to(item, Coercion.common(List.of(element, item.type())));
    }

    private static Sql lists(Arguments arguments, String text) {
        arguments.expect(2, 2);
        return arguments.result(
                text.replace("$1", arguments.list(0).text())
                        .replace("$2", arguments.list(1).text()),
                Type.LOGICAL);
    }

    private static Sql same(Arguments arguments, String text) {
        Sql list = arguments.expect(1, 1).list(0);
        return list.with(text.replace("$1", list.text()), list.type());
    }

    private static Sql length(Arguments arguments) {
        Sql value = arguments.expect(1, 1).sql(0);
        String text = value.type().is(Kind.LIST) ? "len(" + value.text() + ")" : "strlen(" + arguments.text(0) + ")";
        return arguments.result(text, Type.UINT64.nullable(value.type().nullable()));
    }

    private static Sql reverse(Arguments arguments) {
        Sql value = arguments.expect(1, 1).sql(0);
        return value.type().is(Kind.LIST)
                ? value.with("list_reverse(" + value.text() + ")", value.type())
                : arguments.result("reverse(" + arguments.text(0) + ")", value.type());
    }

    private static Sql range(Arguments arguments) {
        arguments.expect(1, 3);
        List<String> bounds = new java.util.ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            bounds.add("CAST(" + arguments.number(i) + " AS BIGINT)");
        }
        return arguments.result("range(" + String.join(", ", bounds) + ")", Type.list(Type.UINT64));
    }

    /** Counted from 1, from the end where negative; outside of the array stands the type's empty value. */
    static Sql element(Sql list, Sql index) {
        if (!list.type().is(Kind.LIST)) {
            throw HogQlException.clickHouse(
                    "illegal_type_of_argument",
                    "Illegal type " + list.type().clickHouse() + " of argument of function arrayElement");
        }
        Type element = list.type().element();
        String item = "list_extract(" + list.text() + ", CAST(" + index.number() + " AS BIGINT))";
        String text = element.nullable() || element.is(Kind.TUPLE, Kind.NOTHING)
                ? item
                : "coalesce(" + item + ", " + element.emptyValue() + ")";
        return Sql.of(text, element, list.aggregate() || index.aggregate());
    }

    /** One row an element, before anything else in the SELECT happens. */
    static Sql unnested(Scope scope, Sql array, boolean left) {
        if (!array.type().is(Kind.LIST)) {
            throw HogQlException.clickHouse("type_mismatch", "ARRAY JOIN requires an array argument");
        }
        Type element = array.type().element();
        if (array.aggregate()) {
            return Sql.of("unnest(" + array.text() + ")", element, true);
        }
        return Sql.of(scope.unnest(array.text(), left) + ".item", left ? element.orNull() : element);
    }

    private static Sql slice(Arguments arguments) {
        arguments.expect(2, 3);
        Sql list = arguments.list(0);
        String length =
                arguments.count() == 3 ? "CAST(" + arguments.number(2) + " AS BIGINT)" : "len(" + list.text() + ")";
        return arguments.result(
                "hog_slice(" + list.text() + ", CAST(" + arguments.number(1) + " AS BIGINT), " + length + ")",
                list.type());
    }

    private static Sql concat(Arguments arguments) {
        arguments.expect(2, 999);
        Type common = Coercion.common(arguments.all().stream().map(Sql::type).toList());
        String text = Coercion.to(arguments.list(0), common);
        for (int i = 1; i < arguments.count(); i++) {
            text = "list_concat(" + text + ", " + Coercion.to(arguments.list(i), common) + ")";
        }
        return arguments.result(text, common);
    }

    private static Sql zip(Arguments arguments) {
        arguments.expect(2, 9);
        List<Type> parts =
                arguments.all().stream().map(sql -> sql.type().element()).toList();
        String zipped = "list_zip("
                + String.join(", ", arguments.all().stream().map(Sql::text).toList()) + ")";
        Type type = Type.list(Type.tuple(parts));
        return arguments.result("CAST(" + zipped + " AS " + type.duck() + ")", type);
    }

    private static Sql flatten(Arguments arguments) {
        Sql list = arguments.expect(1, 1).list(0);
        return list.type().element().is(Kind.LIST)
                ? list.with("flatten(" + list.text() + ")", list.type().element())
                : list;
    }

    private static Sql joined(Arguments arguments) {
        arguments.expect(1, 2);
        String separator = arguments.count() == 2 ? arguments.text(1) : "''";
        return arguments.result(
                "coalesce(array_to_string(" + arguments.list(0).text() + ", " + separator + "), '')", Type.TEXT);
    }

    private static Sql tupleElement(Arguments arguments) {
        arguments.expect(2, 2);
        return new Paths(arguments.schema())
                .follow(arguments.sql(0), List.of(arguments.constant(1)))
                .orElseThrow(() -> arguments.illegal(0));
    }
}
