package io.beton.standin.hogql;

import java.util.List;
import java.util.Optional;

/** A SELECT, or several of them put together. */
public sealed interface Query {

    /** One column of a SELECT and the name it is returned under; {@code named} where the query gave it that name. */
    record Column(Expression expression, String name, boolean named) {}

    record Ordering(Expression expression, boolean descending, Optional<Boolean> nullsFirst) {}

    record LimitBy(int count, List<Expression> by) {
        public LimitBy {
            by = List.copyOf(by);
        }
    }

    /** A named subquery, or a named expression. */
    record Cte(String name, Optional<Query> query, Optional<Expression> expression) {}

    /** One member of FROM: a table by name or a subquery; {@code kind} is empty for the first one. */
    record Join(
            String kind,
            List<String> table,
            Optional<Query> query,
            Optional<String> alias,
            Optional<Double> sample,
            Optional<Expression> on,
            List<String> using) {
        public Join {
            table = List.copyOf(table);
            using = List.copyOf(using);
        }
    }

    record ArrayJoin(boolean left, List<Expression.Aliased> arrays) {
        public ArrayJoin {
            arrays = List.copyOf(arrays);
        }
    }

    record Select(
            List<Cte> ctes,
            boolean distinct,
            List<Column> columns,
            List<Join> from,
            Optional<ArrayJoin> arrayJoin,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<Ordering> orderBy,
            Optional<LimitBy> limitBy,
            Optional<Long> limit)
            implements Query {
        public Select {
            ctes = List.copyOf(ctes);
            columns = List.copyOf(columns);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            orderBy = List.copyOf(orderBy);
        }

        public Select withLimit(long newLimit) {
            return new Select(
                    ctes,
                    distinct,
                    columns,
                    from,
                    arrayJoin,
                    where,
                    groupBy,
                    having,
                    orderBy,
                    limitBy,
                    Optional.of(newLimit));
        }
    }

    /** {@code operator} is UNION ALL, UNION DISTINCT, INTERSECT or EXCEPT. */
    record Combined(Query left, String operator, Query right) implements Query {}

    /** The query with its outermost LIMITs set: the default where there is none, never more than the cap. */
    default Query limited(long whenMissing, long cap) {
        if (this instanceof Combined combined) {
            return new Combined(
                    combined.left().limited(whenMissing, cap),
                    combined.operator(),
                    combined.right().limited(whenMissing, cap));
        }
        Select select = (Select) this;
        return select.withLimit(Math.min(cap, select.limit().orElse(whenMissing)));
    }
}
