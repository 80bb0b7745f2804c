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

/** Reads the smallest expressions: literals, names, calls, brackets, and what follows them. */
final class TermParser {
    private final Tokens tokens;
    private final FormParser forms;
    private final ExpressionParser expressions;
    private final Supplier<Query> query;

    TermParser(
            Tokens tokens, Map<String, Expression> placeholders, ExpressionParser expressions, Supplier<Query> query) {
        this.tokens = tokens;
        this.forms = new FormParser(tokens, placeholders, expressions);
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
                return forms.caseWhen();
            }
            case "INTERVAL" -> {
                if (!call || tokens.peek(1).kind() == Token.Kind.NUMBER) {
                    tokens.next();
                    return forms.interval(this::term);
                }
            }
            case "CAST" -> {
                if (call) {
                    return forms.cast();
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
        Optional<Expression.Over> over = tokens.word("OVER") ? Optional.of(forms.over()) : Optional.empty();
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
            return forms.placeholder();
        }
        if (tokens.sign("*")) {
            return new Expression.Star(Optional.empty());
        }
        throw tokens.unexpected("an expression");
    }
}
