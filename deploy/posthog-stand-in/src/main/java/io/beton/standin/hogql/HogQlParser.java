package io.beton.standin.hogql;

import io.beton.standin.hogql.Query.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads HogQL SELECT texts; everything that is no SELECT is refused as a syntax error. */
public final class HogQlParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final FromParser from;
    private boolean usesOffset;

    private HogQlParser(String text, Map<String, Expression> placeholders) {
        this.tokens = new Tokens(text);
        this.expressions = new ExpressionParser(tokens, placeholders, this::query);
        this.from = new FromParser(tokens, expressions, this::query);
    }

    /** Parses one query; {@code {name}} stands for the value of that name. */
    public static Parsed parse(String text, Map<String, Expression> placeholders) {
        HogQlParser parser = new HogQlParser(text, placeholders);
        Query query = parser.query();
        parser.tokens.sign(";");
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.unexpected("<EOF>");
        }
        return new Parsed(query, parser.usesOffset);
    }

    private Query query() {
        Query left = member();
        while (true) {
            String operator;
            if (tokens.word("UNION")) {
                operator = tokens.word("DISTINCT") ? "UNION" : unionAll();
            } else if (tokens.word("INTERSECT")) {
                operator = "INTERSECT";
            } else if (tokens.word("EXCEPT")) {
                operator = "EXCEPT";
            } else {
                return left;
            }
            left = new Query.Combined(left, operator, member());
        }
    }

    private String unionAll() {
        tokens.expectWord("ALL");
        return "UNION ALL";
    }

    private Query member() {
        if (tokens.sign("(")) {
            Query query = query();
            tokens.expectSign(")");
            return query;
        }
        return select();
    }

    private Select select() {
        List<Query.Cte> ctes = ctes();
        if (!tokens.word("SELECT")) {
            throw tokens.unexpected("{SELECT, WITH, '{', '(', '<'}");
        }
        boolean distinct = tokens.word("DISTINCT");
        List<Query.Column> columns = columns();
        List<Query.Join> sources = tokens.word("FROM") ? from.sources() : List.of();
        Optional<Query.ArrayJoin> arrayJoin = from.arrayJoin();
        Optional<Expression> where = when("PREWHERE");
        Optional<Expression> filter = when("WHERE");
        if (where.isPresent() && filter.isPresent()) {
            filter = Optional.of(new Expression.Logic(true, List.of(where.get(), filter.get())));
        }
        List<Expression> groupBy = tokens.word("GROUP", "BY") ? groupBy() : List.of();
        Optional<Expression> having = when("HAVING");
        List<Query.Ordering> orderBy = tokens.word("ORDER", "BY") ? expressions.orderings() : List.of();
        return limits(new Select(
                ctes,
                distinct,
                columns,
                sources,
                arrayJoin,
                filter.or(() -> where),
                groupBy,
                having,
                orderBy,
                Optional.empty(),
                Optional.empty()));
    }

    private List<Query.Cte> ctes() {
        List<Query.Cte> ctes = new ArrayList<>();
        if (tokens.word("WITH")) {
            do {
                ctes.add(cte());
            } while (tokens.sign(","));
        }
        return ctes;
    }

    private Query.Cte cte() {
        if (tokens.peek().isName()
                && tokens.peek(1).isWord("AS")
                && tokens.peek(2).isSign("(")) {
            String name = tokens.expectName();
            tokens.expectWord("AS");
            tokens.expectSign("(");
            Query query = query();
            tokens.expectSign(")");
            return new Query.Cte(name, Optional.of(query), Optional.empty());
        }
        Expression expression = expressions.expression();
        if (expression instanceof Expression.Aliased aliased) {
            return new Query.Cte(aliased.name(), Optional.empty(), Optional.of(aliased.expression()));
        }
        tokens.expectWord("AS");
        return new Query.Cte(tokens.expectName(), Optional.empty(), Optional.of(expression));
    }

    private List<Query.Column> columns() {
        List<Query.Column> columns = new ArrayList<>();
        do {
            if (!columns.isEmpty() && tokens.peek().isWord("FROM")) {
                break;
            }
            int mark = tokens.mark();
            Expression expression = expressions.expression();
            String written = tokens.between(mark);
            if (expression instanceof Expression.Aliased aliased) {
                columns.add(new Query.Column(aliased.expression(), aliased.name(), true));
            } else if (tokens.peek().isName() && !Keywords.endExpression(tokens.peek())) {
                columns.add(new Query.Column(expression, tokens.expectName(), true));
            } else if (expression instanceof Expression.Field field) {
                columns.add(new Query.Column(
                        expression, field.chain().get(field.chain().size() - 1), false));
            } else {
                columns.add(new Query.Column(expression, written, false));
            }
        } while (tokens.sign(","));
        return columns;
    }

    private List<Expression> groupBy() {
        List<Expression> by = new ArrayList<>();
        do {
            by.add(expressions.expression());
        } while (tokens.sign(","));
        return by;
    }

    private Optional<Expression> when(String word) {
        return tokens.word(word) ? Optional.of(expressions.expression()) : Optional.empty();
    }

    private Select limits(Select select) {
        Optional<Query.LimitBy> limitBy = Optional.empty();
        Optional<Long> limit = Optional.empty();
        while (tokens.peek().isWord("LIMIT") || tokens.peek().isWord("OFFSET")) {
            if (tokens.word("OFFSET")) {
                tokens.expectWhole();
                usesOffset = true;
                continue;
            }
            tokens.next();
            long count = tokens.expectWhole();
            if (tokens.sign(",") || tokens.word("OFFSET")) {
                tokens.expectWhole();
                usesOffset = true;
            }
            if (tokens.word("BY")) {
                limitBy = Optional.of(new Query.LimitBy(Math.toIntExact(count), groupBy()));
            } else {
                limit = Optional.of(count);
            }
        }
        return new Select(
                select.ctes(),
                select.distinct(),
                select.columns(),
                select.from(),
                select.arrayJoin(),
                select.where(),
                select.groupBy(),
                select.having(),
                select.orderBy(),
                limitBy,
                limit);
    }
}
