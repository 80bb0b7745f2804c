package io.beton.standin.hogql;

import java.util.List;
import java.util.Optional;

/** The expressions of HogQL; arithmetic, NOT, CASE, IS NULL and casts are calls of the function they mean. */
public sealed interface Expression {
    <T> T accept(Visitor<T> visitor);

    /** The one place where each kind of expression is told apart. */
    interface Visitor<T> {
        T literal(Literal literal);

        T field(Field field);

        T call(Call call);

        T compare(Compare compare);

        T logic(Logic logic);

        T lambda(Lambda lambda);

        T tuple(Tuple tuple);

        T list(ListOf list);

        T element(Element element);

        T nested(Nested nested);

        T aliased(Aliased aliased);

        T star(Star star);
    }

    enum LiteralKind {
        TEXT,
        WHOLE,
        FRACTION,
        TRUTH,
        NOTHING
    }

    record Literal(LiteralKind kind, String text) implements Expression {
        public static Literal text(String text) {
            return new Literal(LiteralKind.TEXT, text);
        }

        public static Literal nothing() {
            return new Literal(LiteralKind.NOTHING, "NULL");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.literal(this);
        }
    }

    /** A dotted name as written; its parts are unquoted. */
    record Field(List<String> chain) implements Expression {
        public Field {
            chain = List.copyOf(chain);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.field(this);
        }
    }

    record Call(
            String name, List<Expression> parameters, List<Expression> arguments, boolean distinct, Optional<Over> over)
            implements Expression {
        public Call {
            parameters = List.copyOf(parameters);
            arguments = List.copyOf(arguments);
        }

        public static Call of(String name, Expression... arguments) {
            return new Call(name, List.of(), List.of(arguments), false, Optional.empty());
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.call(this);
        }
    }

    /** A window; {@code frame} is its ROWS or RANGE text, made of key words and numbers only. */
    record Over(List<Expression> partitionBy, List<Query.Ordering> orderBy, String frame) {
        public Over {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** {@code operator} is one of = != &lt; &lt;= &gt; &gt;= like ilike in match, negated ones start with "not ". */
    record Compare(String operator, Expression left, Expression right) implements Expression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.compare(this);
        }
    }

    record Logic(boolean all, List<Expression> operands) implements Expression {
        public Logic {
            operands = List.copyOf(operands);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.logic(this);
        }
    }

    record Lambda(List<String> parameters, Expression body) implements Expression {
        public Lambda {
            parameters = List.copyOf(parameters);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.lambda(this);
        }
    }

    record Tuple(List<Expression> parts) implements Expression {
        public Tuple {
            parts = List.copyOf(parts);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.tuple(this);
        }
    }

    record ListOf(List<Expression> items) implements Expression {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.list(this);
        }
    }

    record Element(Expression target, Expression index) implements Expression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.element(this);
        }
    }

    record Nested(Query query) implements Expression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.nested(this);
        }
    }

    record Aliased(Expression expression, String name) implements Expression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.aliased(this);
        }
    }

    record Star(Optional<String> table) implements Expression {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.star(this);
        }
    }
}
