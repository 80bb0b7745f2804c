package io.beton.standin.hogql;

import io.beton.standin.hogql.Expression.Call;
import io.beton.standin.hogql.Expression.Element;
import io.beton.standin.hogql.Expression.Field;
import io.beton.standin.hogql.Expression.Literal;
import io.beton.standin.hogql.Expression.LiteralKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the smallest expressions: literals, names, calls, brackets, CASE, placeholders, and what follows them. */
final class TermParser {
    private final Tokens tokens;
    private final Map<String, Expression> placeholders;
    private final ExpressionParser expressions;
    private final Supplier<Query> query;

    TermParser(
            Tokens tokens, Map<String, Expression> placeholders, ExpressionParser expressions, Supplier<Query> query) {
        this.tokens = tokens;
        this.placeholders = placeholders;
        this.expressions = expressions;
        this.query = query;
    }

    Expression term() {
        Expression term = start();
        while (true) {
            if (tokens.sign("[")) {
                term = new Element(term, expressions.expression());
                tokens.expectSign("]");
            } else if (tokens.sign("::")) {
                term = SqlCast.call(tokens.expectName(), term);
            } else if (tokens.peek().isSign(".") && !(term instanceof Field)) {
                tokens.next();
                boolean number = tokens.peek().kind() == Token.Kind.NUMBER;
                term = new Element(
                        term,
                        number
                                ? new Literal(LiteralKind.WHOLE, String.valueOf(tokens.expectWhole()))
                                : Literal.text(tokens.expectName()));
            } else {
                return term;
            }
        }
    }

    private Expression start() {
        Token token = tokens.peek();
        switch (token.kind()) {
            case STRING -> {
                tokens.next();
                return Literal.text(token.text());
            }
            case NUMBER -> {
                tokens.next();
                boolean whole = token.text().chars().allMatch(Character::isDigit);
                return new Literal(whole ? LiteralKind.WHOLE : LiteralKind.FRACTION, token.text());
            }
            case QUOTED -> {
                return name();
            }
            case WORD -> {
                return word();
            }
            default -> {
                return bracket();
            }
        }
    }

    private Expression word() {
        Token token = tokens.peek();
        boolean call = tokens.peek(1).isSign("(");
        switch (token.text().toUpperCase(Locale.ROOT)) {
            case "NULL" -> {
                tokens.next();
                return Literal.nothing();
            }
            case "TRUE", "FALSE" -> {
                tokens.next();
                return new Literal(LiteralKind.TRUTH, token.text().toLowerCase(Locale.ROOT));
            }
            case "CASE" -> {
                tokens.next();
                return caseWhen();
            }
            case "INTERVAL" -> {
                if (!call || tokens.peek(1).kind() == Token.Kind.NUMBER) {
                    tokens.next();
                    return interval();
                }
            }
            case "CAST" -> {
                if (call) {
                    return cast();
                }
            }
            default -> {
                if (!call && Keywords.isReserved(token)) {
                    throw tokens.unexpected("an expression");
                }
            }
        }
        return name();
    }

    private Expression name() {
        if (tokens.peek(1).isSign("(")) {
            return call();
        }
        List<String> chain = new ArrayList<>(List.of(tokens.next().text()));
        while (tokens.peek().isSign(".")) {
            Token part = tokens.peek(1);
            if (part.isSign("*")) {
                tokens.next();
                tokens.next();
                return new Expression.Star(Optional.of(chain.get(0)));
            }
            if (!part.isName() && part.kind() != Token.Kind.NUMBER) {
                tokens.next();
                throw tokens.unexpected("an identifier");
            }
            tokens.next();
            chain.add(tokens.next().text());
        }
        return new Field(chain);
    }

    private Expression call() {
        String name = tokens.next().text();
        tokens.expectSign("(");
        boolean distinct = tokens.word("DISTINCT");
        if (tokens.peek().isSign("*") && tokens.peek(1).isSign(")")) {
            tokens.next();
        }
        List<Expression> arguments = list(")");
        List<Expression> parameters = List.of();
        if (tokens.sign("(")) {
            parameters = arguments;
            distinct = tokens.word("DISTINCT");
            arguments = list(")");
        }
        Optional<Expression.Over> over = tokens.word("OVER") ? Optional.of(over()) : Optional.empty();
        return new Call(name, parameters, arguments, distinct, over);
    }

    private List<Expression> list(String end) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.sign(end)) {
            if (!items.isEmpty()) {
                tokens.expectSign(",");
                if (tokens.sign(end)) {
                    break;
                }
            }
            items.add(expressions.expression());
        }
        return items;
    }

    private Expression.Over over() {
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

    private Expression bracket() {
        if (tokens.sign("(")) {
            if (tokens.peek().isWord("SELECT")
                    || tokens.peek().isWord("WITH") && tokens.peek(1).isName()) {
                Query nested = query.get();
                tokens.expectSign(")");
                return new Expression.Nested(nested);
            }
            int mark = tokens.mark();
            List<Expression> parts = list(")");
            boolean single = parts.size() == 1 && !tokens.between(mark).matches("(?s).*,\\s*\\)$");
            return single ? parts.get(0) : new Expression.Tuple(parts);
        }
        if (tokens.sign("[")) {
            return new Expression.ListOf(list("]"));
        }
        if (tokens.sign("{")) {
            return placeholder();
        }
        if (tokens.sign("*")) {
            return new Expression.Star(Optional.empty());
        }
        throw tokens.unexpected("an expression");
    }

    private Expression placeholder() {
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

    private Expression caseWhen() {
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

    private Expression interval() {
        Expression count = term();
        String unit = tokens.expectName().toLowerCase(Locale.ROOT);
        String name = Character.toUpperCase(unit.charAt(0)) + unit.substring(1);
        return Call.of("toInterval" + name, count);
    }

    private Expression cast() {
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
}
