package io.beton.standin.hogql;

import io.beton.standin.hogql.Expression.Call;
import io.beton.standin.hogql.Expression.Compare;
import io.beton.standin.hogql.Expression.Lambda;
import io.beton.standin.hogql.Expression.Literal;
import io.beton.standin.hogql.Expression.Logic;
import io.beton.standin.hogql.Expression.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads expressions from the loosest operator down to the unary ones; what is smaller is in {@link TermParser}. */
final class ExpressionParser {
    private static final Map<String, String> COMPARISONS = Map.ofEntries(
            Map.entry("=", "="),
            Map.entry("==", "="),
            Map.entry("!=", "!="),
            Map.entry("<>", "!="),
            Map.entry("<", "<"),
            Map.entry("<=", "<="),
            Map.entry(">", ">"),
            Map.entry(">=", ">="),
            Map.entry("=~", "match"),
            Map.entry("!~", "not match"),
            Map.entry("=~*", "imatch"),
            Map.entry("!~*", "not imatch"));

    private final Tokens tokens;
    private final TermParser terms;

    ExpressionParser(Tokens tokens, Map<String, Expression> placeholders, Supplier<Query> query) {
        this.tokens = tokens;
        this.terms = new TermParser(tokens, placeholders, this, query);
    }

    Expression expression() {
        Expression expression = ternary();
        if (tokens.word("AS")) {
            return new Expression.Aliased(expression, tokens.expectName());
        }
        return expression;
    }

    List<Query.Ordering> orderings() {
        List<Query.Ordering> orderings = new ArrayList<>();
        do {
            Expression expression = expression();
            boolean descending = tokens.word("DESC") || tokens.word("DESCENDING");
            if (!descending && !tokens.word("ASC")) {
                tokens.word("ASCENDING");
            }
            Optional<Boolean> nullsFirst = Optional.empty();
            if (tokens.word("NULLS")) {
                nullsFirst = Optional.of(tokens.word("FIRST"));
                if (!nullsFirst.get()) {
                    tokens.expectWord("LAST");
                }
            }
            orderings.add(new Query.Ordering(expression, descending, nullsFirst));
        } while (tokens.sign(","));
        return orderings;
    }

    private Expression ternary() {
        Expression condition = or();
        if (tokens.peek().isSign("->")) {
            return lambda(condition);
        }
        if (tokens.sign("?")) {
            Expression yes = ternary();
            tokens.expectSign(":");
            return Call.of("if", condition, yes, ternary());
        }
        return condition;
    }

    private Lambda lambda(Expression parameters) {
        List<Expression> names = parameters instanceof Tuple tuple ? tuple.parts() : List.of(parameters);
        List<String> parameterNames = new ArrayList<>();
        for (Expression name : names) {
            if (!(name instanceof Expression.Field field) || field.chain().size() != 1) {
                throw tokens.unexpected("lambda parameters that are names");
            }
            parameterNames.add(field.chain().get(0));
        }
        tokens.expectSign("->");
        return new Lambda(parameterNames, ternary());
    }

    private Expression or() {
        List<Expression> operands = new ArrayList<>();
        do {
            operands.add(and());
        } while (tokens.word("OR"));
        return operands.size() == 1 ? operands.get(0) : new Logic(false, operands);
    }

    private Expression and() {
        List<Expression> operands = new ArrayList<>();
        do {
            operands.add(not());
        } while (tokens.word("AND"));
        return operands.size() == 1 ? operands.get(0) : new Logic(true, operands);
    }

    private Expression not() {
        if (tokens.word("NOT")) {
            return Call.of("not", not());
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = nullish();
        while (true) {
            Token token = tokens.peek();
            if (token.kind() == Token.Kind.SIGN && COMPARISONS.containsKey(token.text())) {
                tokens.next();
                left = new Compare(COMPARISONS.get(token.text()), left, nullish());
            } else if (tokens.word("IS")) {
                boolean not = tokens.word("NOT");
                tokens.expectWord("NULL");
                left = Call.of(not ? "isNotNull" : "isNull", left);
            } else {
                int mark = tokens.mark();
                String prefix = tokens.word("NOT") ? "not " : "";
                tokens.word("GLOBAL");
                Optional<Expression> next = wordOperator(prefix, left);
                if (next.isEmpty()) {
                    tokens.reset(mark);
                    return left;
                }
                left = next.get();
            }
        }
    }

    private Optional<Expression> wordOperator(String prefix, Expression left) {
        if (tokens.word("IN")) {
            if (tokens.peek().isWord("COHORT")) {
                throw HogQlException.query("Could not find a cohort: this stand-in has none");
            }
            return Optional.of(new Compare(prefix + "in", left, nullish()));
        }
        if (tokens.word("LIKE")) {
            return Optional.of(new Compare(prefix + "like", left, nullish()));
        }
        if (tokens.word("ILIKE")) {
            return Optional.of(new Compare(prefix + "ilike", left, nullish()));
        }
        if (tokens.word("BETWEEN")) {
            Expression low = nullish();
            tokens.expectWord("AND");
            Logic between = new Logic(true, List.of(new Compare(">=", left, low), new Compare("<=", left, nullish())));
            return Optional.of(prefix.isEmpty() ? between : Call.of("not", between));
        }
        return Optional.empty();
    }

    private Expression nullish() {
        Expression left = sum();
        while (tokens.sign("??")) {
            left = Call.of("ifNull", left, sum());
        }
        return left;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (tokens.sign("+")) {
                left = Call.of("plus", left, product());
            } else if (tokens.sign("-")) {
                left = Call.of("minus", left, product());
            } else if (tokens.sign("||")) {
                left = Call.of("concat", left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = unary();
        while (true) {
            if (tokens.sign("*")) {
                left = Call.of("multiply", left, unary());
            } else if (tokens.sign("/")) {
                left = Call.of("divide", left, unary());
            } else if (tokens.sign("%")) {
                left = Call.of("modulo", left, unary());
            } else {
                return left;
            }
        }
    }

    private Expression unary() {
        if (tokens.sign("-")) {
            Expression operand = unary();
            boolean number = operand instanceof Literal literal
                    && (literal.kind() == Expression.LiteralKind.WHOLE
                            || literal.kind() == Expression.LiteralKind.FRACTION)
                    && !literal.text().startsWith("-");
            return number
                    ? new Literal(((Literal) operand).kind(), "-" + ((Literal) operand).text())
                    : Call.of("negate", operand);
        }
        return terms.term();
    }
}
