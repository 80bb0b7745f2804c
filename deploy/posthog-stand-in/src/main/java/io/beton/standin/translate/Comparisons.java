package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comparisons as HogQL means them: they never give NULL, and NULL differs from every value. */
final class Comparisons {
    private final ExpressionTranslator expressions;

    Comparisons(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Sql translate(Expression.Compare compare) {
        String operator = compare.operator();
        if (operator.endsWith("in")) {
            return in(compare.left(), compare.right(), operator.startsWith("not"));
        }
        if (compare.left() instanceof Expression.Tuple left && compare.right() instanceof Expression.Tuple right) {
            return rows(operator, left, right);
        }
        return compare(operator, expressions.sql(compare.left()), expressions.sql(compare.right()));
    }

    Sql compare(String operator, Sql left, Sql right) {
        boolean negative = operator.equals("!=") || operator.startsWith("not ");
        if (left.isNothing() || right.isNothing()) {
            Sql other = left.isNothing() ? right : left;
            String is = negative ? " IS NOT NULL)" : " IS NULL)";
            return other.with(
                    operator.matches("=|!=") ? "(" + other.text() + is : String.valueOf(negative), Type.LOGICAL);
        }
        boolean aggregate = left.aggregate() || right.aggregate();
        if (operator.endsWith("like") || operator.endsWith("match")) {
            return Sql.of(sure(pattern(operator, left, right), left, right, negative), Type.LOGICAL, aggregate);
        }
        Sql one = Coercion.beside(left, right.type());
        Sql other = Coercion.beside(right, left.type());
        Type common = Coercion.common(List.of(one.type(), other.type()));
        String oneText = Coercion.to(one, common);
        String otherText = Coercion.to(other, common);
        boolean constant = left.constant().isPresent() || right.constant().isPresent();
        boolean bothMayMiss = one.type().nullable() && other.type().nullable() && !constant;
        if (operator.matches("=|!=") && bothMayMiss) {
            String distinct = negative ? " IS DISTINCT FROM " : " IS NOT DISTINCT FROM ";
            return Sql.of("(" + oneText + distinct + otherText + ")", Type.LOGICAL, aggregate);
        }
        String sql = "(" + oneText + " " + (operator.equals("!=") ? "<>" : operator) + " " + otherText + ")";
        return Sql.of(sure(sql, one, other, negative), Type.LOGICAL, aggregate);
    }

    private static String sure(String sql, Sql left, Sql right, boolean whenMissing) {
        boolean nullable = left.type().nullable() || right.type().nullable();
        return nullable ? "coalesce(" + sql + ", " + whenMissing + ")" : sql;
    }

    private static String pattern(String operator, Sql left, Sql right) {
        if (!left.type().isText() || !right.type().isText()) {
            throw HogQlException.clickHouse(
                    "illegal_type_of_argument",
                    "Illegal type "
                            + (left.type().isText() ? right : left).type().clickHouse() + " of argument of function "
                            + operator);
        }
        String not = operator.startsWith("not ") ? "NOT " : "";
        return switch (operator.replace("not ", "")) {
            case "match" -> "(" + not + "regexp_matches(" + left.text() + ", " + right.text() + "))";
            case "imatch" -> "(" + not + "regexp_matches(" + left.text() + ", " + right.text() + ", 'i'))";
            case "like" -> "(" + left.text() + " " + not + "LIKE " + right.text() + " ESCAPE '\\')";
            default -> "(" + left.text() + " " + not + "ILIKE " + right.text() + " ESCAPE '\\')";
        };
    }

    private Sql rows(String operator, Expression.Tuple left, Expression.Tuple right) {
        if (left.parts().size() != right.parts().size() || !operator.matches("=|!=|<|<=|>|>=")) {
            throw HogQlException.clickHouse("bad_arguments", "Cannot compare tuples of different sizes");
        }
        List<String> ones = new ArrayList<>();
        List<String> others = new ArrayList<>();
        boolean aggregate = false;
        for (int i = 0; i < left.parts().size(); i++) {
            Sql leftPart = expressions.sql(left.parts().get(i));
            Sql rightPart = expressions.sql(right.parts().get(i));
            Sql one = Coercion.beside(leftPart, rightPart.type());
            Sql other = Coercion.beside(rightPart, leftPart.type());
            Type common = Coercion.common(List.of(one.type(), other.type()));
            ones.add(Coercion.to(one, common));
            others.add(Coercion.to(other, common));
            aggregate |= one.aggregate() || other.aggregate();
        }
        String duck = operator.equals("!=") ? "<>" : operator;
        String sql = "coalesce(row(" + String.join(", ", ones) + ") " + duck + " row(" + String.join(", ", others)
                + "), " + operator.equals("!=") + ")";
        return Sql.of(sql, Type.LOGICAL, aggregate);
    }

    private Sql in(Expression left, Expression right, boolean negative) {
        String word = negative ? " NOT IN " : " IN ";
        if (right instanceof Expression.Nested nested) {
            return inQuery(left, nested, word, negative);
        }
        List<Expression> items;
        if (right instanceof Expression.Tuple tuple) {
            boolean single = left instanceof Expression.Tuple
                    && !tuple.parts().stream().allMatch(Expression.Tuple.class::isInstance);
            items = single ? List.of(tuple) : tuple.parts();
        } else if (right instanceof Expression.ListOf list) {
            items = list.items();
        } else {
            Sql array = expressions.sql(right);
            if (array.type().is(Kind.LIST)) {
                Sql value = expressions.sql(left);
                String contains = "coalesce(list_contains(" + array.text() + ", " + value.text() + "), false)";
                return Sql.of(
                        (negative ? "NOT " : "") + contains, Type.LOGICAL, value.aggregate() || array.aggregate());
            }
            items = List.of(right);
        }
        if (left instanceof Expression.Tuple tuple) {
            List<String> equal = items.stream()
                    .map(item -> rows("=", tuple, (Expression.Tuple) item).text())
                    .toList();
            return Sql.of((negative ? "NOT " : "") + "(" + String.join(" OR ", equal) + ")", Type.LOGICAL);
        }
        return inList(
                expressions.sql(left), items.stream().map(expressions::sql).toList(), word, negative);
    }

    private static Sql inList(Sql value, List<Sql> items, String word, boolean negative) {
        if (items.isEmpty()) {
            return value.with(String.valueOf(negative), Type.LOGICAL);
        }
        List<Type> types = new ArrayList<>(List.of(value.type()));
        List<Sql> beside =
                items.stream().map(item -> Coercion.beside(item, value.type())).toList();
        beside.forEach(item -> types.add(item.type()));
        Type common = Coercion.common(types);
        String list =
                beside.stream().map(item -> Coercion.to(item, common)).collect(Collectors.joining(", ", "(", ")"));
        return value.with("coalesce(" + Coercion.to(value, common) + word + list + ", " + negative + ")", Type.LOGICAL);
    }

    private Sql inQuery(Expression left, Expression.Nested nested, String word, boolean negative) {
        Translated query = expressions.translate(nested.query());
        List<Expression> parts = left instanceof Expression.Tuple tuple ? tuple.parts() : List.of(left);
        if (parts.size() != query.columns().size()) {
            throw HogQlException.clickHouse(
                    "number_of_columns_doesnt_match",
                    "Number of columns in section IN doesn't match. "
                            + query.columns().size() + " at right, " + parts.size() + " at left.");
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Sql value = Coercion.beside(
                    expressions.sql(parts.get(i)), query.columns().get(i).type());
            Coercion.common(List.of(value.type(), query.columns().get(i).type()));
            values.add(value.text());
        }
        String row = values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
        return Sql.of("coalesce(" + row + word + "(" + query.sql() + "), " + negative + ")", Type.LOGICAL);
    }
}
