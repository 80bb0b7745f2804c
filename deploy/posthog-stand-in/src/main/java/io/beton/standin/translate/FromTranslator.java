package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Registers the members of FROM in a scope and writes them once all names are known. */
final class FromTranslator {
    private final Schema schema;
    private final Tables tables;
    private final QueryTranslator queries;
    private final Scope scope;
    private final ExpressionTranslator expressions;
    private final List<Supplier<String>> members = new ArrayList<>();

    FromTranslator(
            Schema schema, Tables tables, QueryTranslator queries, Scope scope, ExpressionTranslator expressions) {
        this.schema = schema;
        this.tables = tables;
        this.queries = queries;
        this.scope = scope;
        this.expressions = expressions;
    }

    void register(List<Query.Join> joins) {
        for (Query.Join join : joins) {
            String alias = join.alias()
                    .orElseGet(() -> join.table().isEmpty()
                            ? "subquery_" + scope.sources().size()
                            : join.table().get(join.table().size() - 1));
            Source source = source(join, alias);
            scope.source(alias, source);
            String kind = join.kind();
            Optional<String> on = on(join, alias);
            if (kind.endsWith(" JOIN") && !kind.startsWith("CROSS") && on.isEmpty()) {
                throw HogQlException.query("A JOIN needs ON or USING");
            }
            members.add(() -> (kind.isEmpty() ? " FROM " : " " + kind + " ")
                    + source.from()
                    + on.map(text -> " ON " + text).orElse(""));
        }
    }

    private Optional<String> on(Query.Join join, String alias) {
        if (join.on().isPresent()) {
            return Optional.of(expressions.sql(join.on().get()).condition());
        }
        List<String> equal = new ArrayList<>();
        for (String name : join.using()) {
            String left = scope.sources().keySet().iterator().next();
            equal.add(expressions
                    .sql(new Expression.Compare(
                            "=", new Expression.Field(List.of(left, name)), new Expression.Field(List.of(alias, name))))
                    .condition());
        }
        return equal.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", equal));
    }

    void register(Query.ArrayJoin arrayJoin) {
        for (Expression.Aliased array : arrayJoin.arrays()) {
            Sql sql = expressions.sql(array.expression());
            scope.alias(array.name(), unnested(sql, arrayJoin.left()));
        }
    }

    private Sql unnested(Sql array, boolean left) {
        return ArrayFunctions.unnested(scope, array, left);
    }

    private Source source(Query.Join join, String alias) {
        Optional<Query> query = join.query();
        Scope inside = scope;
        if (query.isEmpty() && join.table().size() == 1) {
            query = scope.cteNamed(join.table().get(0));
            inside = scope.outside(join.table().get(0));
        }
        if (query.isEmpty()) {
            return tables.table(String.join(".", join.table()), alias, join.sample());
        }
        Translated translated = queries.translate(query.get(), Optional.of(inside));
        String quoted = Sql.name(alias);
        PlainSource source = new PlainSource("(" + translated.sql() + ") AS " + quoted, new Paths(schema));
        for (int i = 0; i < translated.columns().size(); i++) {
            Translated.Column column = translated.columns().get(i);
            source.with(column.name(), quoted + "." + Translated.physical(i), column.type());
        }
        return source;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        members.forEach(member -> text.append(member.get()));
        for (Scope.Unnest unnest : scope.unnests()) {
            String rows = "(SELECT unnest(" + unnest.array() + ") AS item) AS " + unnest.alias();
            if (text.isEmpty()) {
                text.append(" FROM ").append(rows);
            } else {
                text.append(unnest.left() ? " LEFT JOIN LATERAL " + rows + " ON true" : " CROSS JOIN LATERAL " + rows);
            }
        }
        return text.toString();
    }
}
