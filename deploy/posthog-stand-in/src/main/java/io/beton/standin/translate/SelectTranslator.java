package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.Query;
import io.beton.standin.translate.Translated.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns one SELECT into DuckDB's; names are resolved in HogQL's order: FROM, columns, then all other clauses. */
final class SelectTranslator {
    private final QueryTranslator queries;
    private final Scope scope;
    private final ExpressionTranslator expressions;
    private final FromTranslator from;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> selected = new ArrayList<>();

    SelectTranslator(Schema schema, Footprint footprint, QueryTranslator queries, Optional<Scope> outer) {
        this.queries = queries;
        this.scope = new Scope(outer);
        this.expressions = new ExpressionTranslator(schema, scope, queries);
        this.from = new FromTranslator(schema, new Tables(schema, footprint), queries, scope, expressions);
    }

    Translated translate(Query.Select select) {
        select.ctes().forEach(scope::cte);
        from.register(select.from());
        select.arrayJoin().ifPresent(from::register);
        select.columns().forEach(this::column);
        Optional<String> where = select.where().map(this::condition);
        select.where().ifPresent(condition -> TimeBounds.note(condition, scope, expressions));
        List<String> groupBy = select.groupBy().stream().map(this::key).toList();
        Optional<String> having = select.having().map(this::condition);
        List<String> orderBy = select.orderBy().stream()
                .map(order -> key(order.expression()) + direction(order))
                .toList();
        Optional<String> limitBy = select.limitBy().map(limit -> limitBy(limit, select.orderBy()));

        StringBuilder sql = new StringBuilder(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
        sql.append(String.join(", ", selected)).append(from.text());
        where.ifPresent(text -> sql.append(" WHERE ").append(text));
        append(sql, " GROUP BY ", groupBy);
        having.ifPresent(text -> sql.append(" HAVING ").append(text));
        limitBy.ifPresent(text -> sql.append(" QUALIFY ").append(text));
        append(sql, " ORDER BY ", orderBy);
        select.limit().ifPresent(limit -> sql.append(" LIMIT ").append(limit));
        return new Translated(sql.toString(), columns);
    }

    private void column(Query.Column column) {
        if (column.expression() instanceof Expression.Star star) {
            stars(star).forEach(this::add);
            return;
        }
        Sql sql = expressions.sql(column.expression());
        add(column.name(), sql);
        if (column.named()) {
            scope.alias(column.name(), sql, columns.size());
        }
    }

    private Map<String, Sql> stars(Expression.Star star) {
        if (scope.sources().isEmpty()) {
            throw HogQlException.query("Cannot use '*' when there are no tables in the query");
        }
        if (star.table().isEmpty() && scope.sources().size() > 1) {
            throw HogQlException.query("Cannot use '*' without table name when there are multiple tables in the query");
        }
        Source source = star.table().isEmpty()
                ? scope.sources().values().iterator().next()
                : scope.sources().get(star.table().get());
        if (source == null) {
            throw HogQlException.query(
                    "Unable to resolve field: " + star.table().get());
        }
        return source.star();
    }

    private void add(String name, Sql sql) {
        String text = sql.isNothing() ? "CAST(NULL AS VARCHAR)" : sql.text();
        selected.add(text + " AS " + Translated.physical(columns.size()));
        columns.add(new Column(name, sql.type()));
    }

    private String condition(Expression expression) {
        return expressions.sql(expression).condition();
    }

    /** What is grouped or ordered by: a column by its position, or an expression. */
    private String key(Expression expression) {
        Optional<Integer> ordinal = scope.ordinal(expression);
        if (ordinal.isPresent()) {
            return String.valueOf(ordinal.get());
        }
        if (expression instanceof Expression.Literal literal
                && literal.kind() == Expression.LiteralKind.WHOLE
                && literal.text().matches("\\d{1,4}")) {
            int position = Integer.parseInt(literal.text());
            if (position < 1 || position > columns.size()) {
                throw HogQlException.clickHouse("bad_arguments", "Positional argument out of bounds: " + position);
            }
            return literal.text();
        }
        return expressions.sql(expression).text();
    }

    static String direction(Query.Ordering order) {
        return (order.descending() ? " DESC" : " ASC")
                + (order.nullsFirst().orElse(false) ? " NULLS FIRST" : " NULLS LAST");
    }

    private String limitBy(Query.LimitBy limit, List<Query.Ordering> orderBy) {
        String by = limit.by().stream().map(this::value).collect(Collectors.joining(", "));
        String order = orderBy.stream()
                .map(each -> value(each.expression()) + direction(each))
                .collect(Collectors.joining(", "));
        return "row_number() OVER (PARTITION BY " + by + (order.isEmpty() ? "" : " ORDER BY " + order) + ") <= "
                + limit.count();
    }

    private String value(Expression expression) {
        return expressions.sql(expression).text();
    }

    private static void append(StringBuilder sql, String word, List<String> parts) {
        if (!parts.isEmpty()) {
            sql.append(word).append(String.join(", ", parts));
        }
    }
}
