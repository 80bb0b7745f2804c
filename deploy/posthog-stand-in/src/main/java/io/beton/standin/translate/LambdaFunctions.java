package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Array functions that take a lambda over one array, or over several of the same length. */
final class LambdaFunctions {
    private LambdaFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("arrayMap", a -> apply(a, 0).map());
        to.put("arrayFilter", a -> apply(a, 0).filter());
        to.put("arrayExists", a -> counted(a, "> 0"));
        to.put("arrayAll", LambdaFunctions::all);
        to.put("arrayCount", a -> Sql.of("len(" + apply(a, 0).filter().text() + ")", Type.UINT64));
        to.put("arrayFirst", a -> ArrayFunctions.element(apply(a, 0).filter(), one()));
        to.put("arraySort", LambdaFunctions::sort);
        // PostHog's allow-list says arraySort for this name too, so it sorts upwards
        to.put("arrayReverseSort", LambdaFunctions::sort);
        to.put("arraySum", a -> aggregated(a, "list_sum"));
        to.put("arrayMin", a -> aggregated(a, "list_min"));
        to.put("arrayMax", a -> aggregated(a, "list_max"));
        to.put("arrayAvg", a -> aggregated(a, "list_avg"));
    }

    private static Sql one() {
        return Sql.of("1", Type.UINT64);
    }

    /** A lambda's body over the items of its (zipped) arrays. */
    private record Applied(Sql list, boolean zipped, String item, Sql body) {
        Sql map() {
            return Sql.of(
                    "list_transform(" + list.text() + ", lambda " + item + ": " + body.text() + ")",
                    Type.list(body.type()),
                    list.aggregate());
        }

        Sql filter() {
            String text = "list_filter(" + list.text() + ", lambda " + item + ": " + body.condition() + ")";
            return zipped
                    ? Sql.of(
                            "list_transform(" + text + ", lambda " + item + ": " + item + "[1])",
                            list.type(),
                            list.aggregate())
                    : Sql.of(text, list.type(), list.aggregate());
        }
    }

    private static Applied apply(Arguments arguments, int at) {
        arguments.expect(2, 9);
        if (!(arguments.raw(at) instanceof Expression.Lambda lambda)) {
            throw HogQlException.clickHouse(
                    "illegal_type_of_argument", "First argument of function " + arguments.name() + " must be a lambda");
        }
        List<Sql> lists = new ArrayList<>();
        for (int i = 1; i < arguments.count(); i++) {
            lists.add(arguments.list(i));
        }
        String item = "item_" + arguments.translator().depth();
        boolean zipped = lists.size() > 1;
        List<Sql> values = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            values.add(Sql.of(
                    zipped ? item + "[" + (i + 1) + "]" : item,
                    lists.get(i).type().element()));
        }
        Sql body = arguments.translator().body(lambda, values);
        boolean aggregate = lists.stream().anyMatch(Sql::aggregate) || body.aggregate();
        String text = zipped
                ? "list_zip(" + String.join(", ", lists.stream().map(Sql::text).toList()) + ")"
                : lists.get(0).text();
        return new Applied(Sql.of(text, lists.get(0).type(), aggregate), zipped, item, body);
    }

    private static Sql counted(Arguments arguments, String test) {
        Sql filtered = apply(arguments, 0).filter();
        return filtered.with("(len(" + filtered.text() + ") " + test + ")", Type.LOGICAL);
    }

    private static Sql all(Arguments arguments) {
        Applied applied = apply(arguments, 0);
        Sql filtered = applied.filter();
        return filtered.with(
                "(len(" + filtered.text() + ") = len(" + applied.list().text() + "))", Type.LOGICAL);
    }

    private static Sql sort(Arguments arguments) {
        if (arguments.count() == 1) {
            Sql list = arguments.list(0);
            return list.with("list_sort(" + list.text() + ", 'ASC', 'NULLS LAST')", list.type());
        }
        Applied applied = apply(arguments, 0);
        String value = applied.item() + (applied.zipped() ? "[1]" : "");
        String keyed = "list_transform(" + applied.list().text() + ", lambda " + applied.item() + ": {'k': "
                + applied.body().text() + ", 'v': " + value + "})";
        String sorted = "list_transform(list_sort(" + keyed + ", 'ASC', 'NULLS LAST'), lambda " + applied.item() + ": "
                + applied.item() + ".v)";
        return Sql.of(sorted, applied.list().type(), applied.list().aggregate());
    }

    private static Sql aggregated(Arguments arguments, String function) {
        Sql list = arguments.expect(1, 9).count() == 1
                ? arguments.list(0)
                : apply(arguments, 0).map();
        Type element = list.type().element();
        if (element.is(Kind.LOGICAL, Kind.BOOL)) {
            list = list.with("CAST(" + list.text() + " AS BIGINT[])", Type.list(Type.UINT64));
            element = Type.UINT64;
        }
        Type type = function.equals("list_avg")
                ? Type.FRACTION
                : function.equals("list_sum") && element.is(Kind.WHOLE) ? AggregateRules.sum(element) : element;
        return list.with("coalesce(" + function + "(" + list.text() + "), " + type.emptyValue() + ")", type);
    }
}
