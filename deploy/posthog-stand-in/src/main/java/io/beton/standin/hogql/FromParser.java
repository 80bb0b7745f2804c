package io.beton.standin.hogql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what stands after FROM: tables, subqueries, joins, SAMPLE and ARRAY JOIN. */
final class FromParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final Supplier<Query> query;

    FromParser(Tokens tokens, ExpressionParser expressions, Supplier<Query> query) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.query = query;
    }

    List<Query.Join> sources() {
        List<Query.Join> joins = new ArrayList<>();
        joins.add(source(""));
        for (Optional<String> kind = joinKind(); kind.isPresent(); kind = joinKind()) {
            joins.add(source(kind.get()));
        }
        return joins;
    }

    Optional<Query.ArrayJoin> arrayJoin() {
        boolean left = tokens.word("LEFT", "ARRAY", "JOIN");
        if (!left && !tokens.word("ARRAY", "JOIN")) {
            return Optional.empty();
        }
        List<Expression.Aliased> arrays = new ArrayList<>();
        do {
            Expression array = expressions.expression();
            if (!(array instanceof Expression.Aliased aliased)) {
                throw HogQlException.query("ARRAY JOIN arrays must have an alias");
            }
            arrays.add(aliased);
        } while (tokens.sign(","));
        return Optional.of(new Query.ArrayJoin(left, arrays));
    }

    private Optional<String> joinKind() {
        if (tokens.sign(",") || tokens.word("CROSS", "JOIN")) {
            return Optional.of("CROSS JOIN");
        }
        int mark = tokens.mark();
        tokens.word("GLOBAL");
        tokens.word("ALL");
        String kind = "INNER JOIN";
        for (String side : List.of("LEFT", "RIGHT", "FULL")) {
            if (tokens.word(side)) {
                kind = side + " JOIN";
            }
        }
        boolean ignored = tokens.word("INNER") || tokens.word("OUTER");
        if (tokens.word("JOIN")) {
            return Optional.of(kind);
        }
        tokens.reset(mark);
        return Optional.empty();
    }

    private Query.Join source(String kind) {
        List<String> table = new ArrayList<>();
        Optional<Query> nested = Optional.empty();
        if (tokens.sign("(")) {
            nested = Optional.of(query.get());
            tokens.expectSign(")");
        } else {
            do {
                table.add(tokens.expectName());
            } while (tokens.sign("."));
            if (tokens.peek().isSign("(")) {
                throw HogQlException.query("Unknown table function: " + String.join(".", table));
            }
        }
        boolean ignored = tokens.word("FINAL");
        Optional<String> alias = alias();
        ignored |= tokens.word("FINAL");
        Optional<Double> sample = tokens.word("SAMPLE") ? Optional.of(sample()) : Optional.empty();
        Optional<Expression> on = Optional.empty();
        List<String> using = new ArrayList<>();
        if (tokens.word("ON")) {
            on = Optional.of(expressions.expression());
        } else if (tokens.word("USING")) {
            boolean bracket = tokens.sign("(");
            do {
                using.add(tokens.expectName());
            } while (tokens.sign(","));
            if (bracket) {
                tokens.expectSign(")");
            }
        }
        return new Query.Join(kind, table, nested, alias, sample, on, using);
    }

    private Optional<String> alias() {
        if (tokens.word("AS")) {
            return Optional.of(tokens.expectName());
        }
        boolean named = tokens.peek().isName() && !Keywords.endExpression(tokens.peek());
        return named ? Optional.of(tokens.expectName()) : Optional.empty();
    }

    private double sample() {
        double ratio = ratio();
        if (tokens.word("OFFSET")) {
            ratio();
        }
        return ratio;
    }

    private double ratio() {
        double upper = number();
        return tokens.sign("/") ? upper / number() : upper;
    }

    private double number() {
        if (tokens.peek().kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected("a number");
        }
        return Double.parseDouble(tokens.next().text());
    }
}
