package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.Query;
import io.beton.standin.translate.Type.Kind;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns the expressions of one SELECT into DuckDB expressions. */
final class ExpressionTranslator implements Expression.Visitor<Sql> {
    private final Schema schema;
    private final Scope scope;
    private final Paths paths;
    private final QueryTranslator queries;
    private final Deque<Map<String, Sql>> parameters = new ArrayDeque<>();

    ExpressionTranslator(Schema schema, Scope scope, QueryTranslator queries) {
        this.schema = schema;
        this.scope = scope;
        this.paths = new Paths(schema);
        this.queries = queries;
    }

    Schema schema() {
        return schema;
    }

    Scope scope() {
        return scope;
    }

    Sql sql(Expression expression) {
        return expression.accept(this);
    }

    /** The body of a lambda, with its parameters meaning the given values. */
    Sql body(Expression.Lambda lambda, List<Sql> values) {
        if (lambda.parameters().size() != values.size()) {
            throw HogQlException.clickHouse(
                    "number_of_arguments_doesnt_match",
                    "Lambda has " + lambda.parameters().size() + " parameters, " + values.size() + " arrays are given");
        }
        Map<String, Sql> named = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            named.put(lambda.parameters().get(i), values.get(i));
        }
        parameters.push(named);
        try {
            return sql(lambda.body());
        } finally {
            parameters.pop();
        }
    }

    int depth() {
        return parameters.size();
    }

    @Override
    public Sql literal(Expression.Literal literal) {
        return switch (literal.kind()) {
            case TEXT -> new Sql(Sql.quote(literal.text()), Type.TEXT, Optional.of(literal.text()), false);
            case WHOLE -> {
                BigInteger value = new BigInteger(literal.text());
                String duck = value.bitLength() > 63 ? "UBIGINT" : "BIGINT";
                yield new Sql(
                        "CAST(" + value + " AS " + duck + ")",
                        Numbers.ofLiteral(value),
                        Optional.of(literal.text()),
                        false);
            }
            case FRACTION ->
                new Sql("CAST(" + literal.text() + " AS DOUBLE)", Type.FRACTION, Optional.of(literal.text()), false);
            case TRUTH -> new Sql(literal.text(), Type.BOOL, Optional.of(literal.text()), false);
            case NOTHING -> Sql.nothing();
        };
    }

    @Override
    public Sql field(Expression.Field field) {
        List<String> chain = field.chain();
        String first = chain.get(0);
        List<String> rest = chain.subList(1, chain.size());
        for (Map<String, Sql> named : parameters) {
            if (named.containsKey(first)) {
                return paths.follow(named.get(first), rest).orElseThrow(() -> unresolved(chain));
            }
        }
        Optional<Sql> alias = scope.aliased(first);
        if (alias.isPresent() && (rest.isEmpty() || alias.get().type().is(Kind.JSON, Kind.TUPLE))) {
            return paths.follow(alias.get(), rest).orElseThrow(() -> unresolved(chain));
        }
        Optional<Expression> expression = scope.hide(first);
        if (expression.isPresent()) {
            try {
                return paths.follow(sql(expression.get()), rest).orElseThrow(() -> unresolved(chain));
            } finally {
                scope.show(first, expression.get());
            }
        }
        return scope.inSources(chain).orElseThrow(() -> unresolved(chain));
    }

    private static HogQlException unresolved(List<String> chain) {
        return HogQlException.query("Unable to resolve field: " + String.join(".", chain));
    }

    @Override
    public Sql call(Expression.Call call) {
        return FunctionLibrary.apply(new Arguments(call, this));
    }

    @Override
    public Sql compare(Expression.Compare compare) {
        return new Comparisons(this).translate(compare);
    }

    @Override
    public Sql logic(Expression.Logic logic) {
        List<Sql> operands = logic.operands().stream().map(this::sql).toList();
        String joined = operands.stream()
                .map(Sql::condition)
                .collect(Collectors.joining(logic.all() ? " AND " : " OR ", "(", ")"));
        boolean nullable = operands.stream().anyMatch(operand -> operand.type().nullable());
        return Sql.of(joined, Type.LOGICAL.nullable(nullable), operands.stream().anyMatch(Sql::aggregate));
    }

    @Override
    public Sql lambda(Expression.Lambda lambda) {
        throw HogQlException.query("A lambda can only stand as an argument of an array function");
    }

    @Override
    public Sql tuple(Expression.Tuple tuple) {
        List<Sql> parts = tuple.parts().stream().map(this::sql).toList();
        return tupleOf(parts);
    }

    Sql tupleOf(List<Sql> parts) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("'" + (i + 1) + "': ")
                    .append(parts.get(i).text());
        }
        Type type = Type.tuple(parts.stream().map(Sql::type).toList());
        return Sql.of(text.append('}').toString(), type, parts.stream().anyMatch(Sql::aggregate));
    }

    @Override
    public Sql list(Expression.ListOf list) {
        List<Sql> items = list.items().stream().map(this::sql).toList();
        Type element = Coercion.common(items.stream().map(Sql::type).toList());
        String text =
                items.stream().map(item -> Coercion.to(item, element)).collect(Collectors.joining(", ", "[", "]"));
        String typed = items.isEmpty() ? "CAST([] AS " + element.duck() + "[])" : text;
        return Sql.of(typed, Type.list(element), items.stream().anyMatch(Sql::aggregate));
    }

    @Override
    public Sql element(Expression.Element element) {
        Sql target = sql(element.target());
        Sql index = sql(element.index());
        if (target.type().is(Kind.JSON, Kind.TUPLE)) {
            String part = index.constant().orElseThrow(() -> HogQlException.query("Only constants can be used here"));
            return paths.follow(target, List.of(part)).orElseThrow(() -> unresolved(List.of(part)));
        }
        return ArrayFunctions.element(target, index);
    }

    @Override
    public Sql nested(Expression.Nested nested) {
        Translated translated = translate(nested.query());
        if (translated.columns().size() != 1) {
            throw HogQlException.clickHouse(
                    "incorrect_result_of_scalar_subquery", "Scalar subquery must return one column");
        }
        return Sql.of(
                "(" + translated.sql() + ")", translated.columns().get(0).type().orNull());
    }

    Translated translate(Query query) {
        return queries.translate(query, Optional.of(scope));
    }

    @Override
    public Sql aliased(Expression.Aliased aliased) {
        Sql value = sql(aliased.expression());
        scope.alias(aliased.name(), value);
        return value;
    }

    @Override
    public Sql star(Expression.Star star) {
        throw HogQlException.query("* can only stand alone in SELECT or inside count(*)");
    }
}
