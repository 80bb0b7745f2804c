package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.translate.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Choices, missing values, comparisons and logic as functions. */
final class ConditionFunctions {
    private ConditionFunctions() {}

    static void register(Map<String, Function> to) {
        to.put("if", ConditionFunctions::choose);
        to.put("multiIf", ConditionFunctions::choose);
        to.put("coalesce", a -> coalesce(a.expect(1, 999)));
        to.put("ifnull", a -> coalesce(a.expect(2, 2)));
        to.put("nullif", ConditionFunctions::nullIf);
        to.put("isnull", a -> a.expect(1, 1).result("(" + a.sql(0).text() + " IS NULL)", Type.LOGICAL));
        to.put("isNotNull", a -> a.expect(1, 1).result("(" + a.sql(0).text() + " IS NOT NULL)", Type.LOGICAL));
        to.put("assumeNotNull", ConditionFunctions::assumeNotNull);
        to.put("toNullable", a -> a.expect(1, 1).sql(0).as(a.sql(0).type().orNull()));
        to.put(
                "not",
                a -> a.expect(1, 1).result("(NOT " + a.sql(0).condition() + ")", Type.LOGICAL.nullable(a.nullable())));
        to.put("and", a -> logic(a, true));
        to.put("or", a -> logic(a, false));
        to.put(
                "xor",
                a -> a.expect(2, 2)
                        .result("(" + a.sql(0).condition() + " <> " + a.sql(1).condition() + ")", Type.LOGICAL));
        to.put("greatest", a -> ofMany(a, "greatest"));
        to.put("least", a -> ofMany(a, "least"));
        Map.of(
                        "equals", "=",
                        "notEquals", "!=",
                        "less", "<",
                        "lessOrEquals", "<=",
                        "greater", ">",
                        "greaterOrEquals", ">=",
                        "in", "in",
                        "notIn", "not in")
                .forEach((name, operator) -> to.put(name, compared(operator)));
    }

    private static Function compared(String operator) {
        return arguments -> {
            arguments.expect(2, 2);
            return new Comparisons(arguments.translator())
                    .translate(new Expression.Compare(operator, arguments.raw(0), arguments.raw(1)));
        };
    }

    private static Sql logic(Arguments arguments, boolean all) {
        arguments.expect(1, 999);
        return arguments
                .translator()
                .logic(new Expression.Logic(all, arguments.call().arguments()));
    }

    /** A condition that is NULL counts as false. */
    private static Sql choose(Arguments arguments) {
        arguments.expect(3, 999);
        if (arguments.count() % 2 == 0 || arguments.name().equalsIgnoreCase("if") && arguments.count() != 3) {
            arguments.expect(3, 3);
        }
        List<Type> types = new ArrayList<>();
        int last = arguments.count() - 1;
        for (int i = 1; i < last; i += 2) {
            types.add(arguments.sql(i).type());
        }
        types.add(arguments.sql(last).type());
        Type common = Coercion.common(types);
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < last; i += 2) {
            text.append(" WHEN ").append(arguments.sql(i).condition());
            text.append(" THEN ").append(Coercion.to(arguments.sql(i + 1), common));
        }
        text.append(" ELSE ").append(Coercion.to(arguments.sql(last), common)).append(" END");
        return arguments.result(text.toString(), common);
    }

    private static Sql coalesce(Arguments arguments) {
        Type common = Coercion.common(arguments.all().stream().map(Sql::type).toList());
        String joined = arguments.all().stream()
                .map(sql -> Coercion.to(sql, common))
                .collect(Collectors.joining(", ", "coalesce(", ")"));
        boolean nullable = arguments.all().stream().allMatch(sql -> sql.type().nullable());
        return arguments.result(joined, common.nullable(nullable));
    }

    private static Sql nullIf(Arguments arguments) {
        arguments.expect(2, 2);
        Sql value = arguments.sql(0);
        Sql other = Coercion.beside(arguments.sql(1), value.type());
        Type common = Coercion.common(List.of(value.type(), other.type()));
        return arguments.result(
                "nullif(" + Coercion.to(value, common) + ", " + Coercion.to(other, common) + ")", common.orNull());
    }

    private static Sql assumeNotNull(Arguments arguments) {
        Sql value = arguments.expect(1, 1).sql(0);
        return value.with(
                "coalesce(" + value.text() + ", " + value.type().emptyValue() + ")",
                value.type().nullable(false));
    }

    private static Sql ofMany(Arguments arguments, String function) {
        arguments.expect(2, 999);
        Sql first = arguments.sql(0);
        List<Sql> beside = arguments.all().stream()
                .map(sql -> first.type().is(Kind.TIME, Kind.DATE) ? Coercion.beside(sql, first.type()) : sql)
                .toList();
        Type common = Coercion.common(beside.stream().map(Sql::type).toList());
        String joined = beside.stream()
                .map(sql -> Coercion.to(sql, common))
                .collect(Collectors.joining(", ", function + "(", ")"));
        return arguments.result(joined, common);
    }
}
