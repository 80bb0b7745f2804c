package io.beton.standin.hogql;

import io.beton.standin.hogql.Expression.Call;
import io.beton.standin.hogql.Expression.Literal;
import io.beton.standin.hogql.Expression.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what has a form of its own: OVER, CASE, INTERVAL, CAST and placeholders; the first word is read already. */
final class FormParser {
    private final Tokens tokens;
    private final Map<String, Expression> placeholders;
    private final ExpressionParser expressions;

    FormParser(Tokens tokens, Map<String, Expression> placeholders, ExpressionParser expressions) {
        this.tokens = tokens;
        this.placeholders = placeholders;
        this.expressions = expressions;
    }

    Expression.Over over() {
        tokens.expectSign("(");
        List<Expression> partitionBy = new ArrayList<>();
        if (tokens.word("PARTITION", "BY")) {
            do {
                partitionBy.add(expressions.expression());
            } while (tokens.sign(","));
        }
        List<Query.Ordering> orderBy = tokens.word("ORDER", "BY") ? expressions.orderings() : List.of();
        StringBuilder frame = new StringBuilder();
        while (!tokens.sign(")")) {
            Token token = tokens.peek();
            if (!token.text().matches("(?i)ROWS|RANGE|BETWEEN|AND|UNBOUNDED|PRECEDING|FOLLOWING|CURRENT|ROW|\\d+")) {
                throw tokens.unexpected("')'");
            }
            frame.append(' ').append(tokens.next().text());
        }
        return new Expression.Over(partitionBy, orderBy, frame.toString());
    }

    Expression caseWhen() {
        Optional<Expression> subject =
                tokens.peek().isWord("WHEN") ? Optional.empty() : Optional.of(expressions.expression());
        List<Expression> branches = new ArrayList<>();
        while (tokens.word("WHEN")) {
            Expression when = expressions.expression();
            branches.add(subject.<Expression>map(of -> new Expression.Compare("=", of, when))
                    .orElse(when));
            tokens.expectWord("THEN");
            branches.add(expressions.expression());
        }
        branches.add(tokens.word("ELSE") ? expressions.expression() : Literal.nothing());
        tokens.expectWord("END");
        return Call.of("multiIf", branches.toArray(Expression[]::new));
    }

    Expression interval(Supplier<Expression> term) {
        Expression count = term.get();
        String unit = tokens.expectName().toLowerCase(Locale.ROOT);
        String name = Character.toUpperCase(unit.charAt(0)) + unit.substring(1);
        return Call.of("toInterval" + name, count);
    }

    Expression cast() {
        tokens.next();
        tokens.expectSign("(");
        Expression expression = expressions.expression();
        String type;
        if (expression instanceof Expression.Aliased aliased) {
            expression = aliased.expression();
            type = aliased.name();
        } else {
            tokens.expectSign(",");
            type = tokens.next().text();
        }
        tokens.expectSign(")");
        return SqlCast.call(type, expression);
    }

    Expression placeholder() {
        String name = tokens.expectName();
        while (tokens.sign(".")) {
            name += "." + tokens.expectName();
        }
        tokens.expectSign("}");
        if (placeholders.containsKey(name)) {
            return placeholders.get(name);
        }
        if (name.equals("filters")) {
            return new Literal(LiteralKind.TRUTH, "true");
        }
        throw HogQlException.query("Unresolved placeholder: {" + name + "}");
    }
}
