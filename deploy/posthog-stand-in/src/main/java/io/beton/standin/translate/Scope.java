package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that can be used inside one SELECT. */
final class Scope {
    private final Map<String, Query> ctes = new LinkedHashMap<>();
    private final Map<String, Expression> expressions = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Sql> aliases = new LinkedHashMap<>();
    private final Map<String, Integer> ordinals = new LinkedHashMap<>();
    private final Map<String, Unnest> unnests = new LinkedHashMap<>();

    /** An array whose elements become rows. */
    record Unnest(String alias, String array, boolean left) {}

    Scope(Optional<Scope> outer) {
        outer.ifPresent(scope -> {
            ctes.putAll(scope.ctes);
            expressions.putAll(scope.expressions);
        });
    }

    void cte(Query.Cte cte) {
        cte.query().ifPresent(query -> ctes.put(cte.name(), query));
        cte.expression().ifPresent(expression -> expressions.put(cte.name(), expression));
    }

    Optional<Query> cteNamed(String name) {
        return Optional.ofNullable(ctes.get(name));
    }

    /** The scope in which a named subquery is read: it does not see itself, but a table of its name. */
    Scope outside(String cteName) {
        Scope outside = new Scope(Optional.of(this));
        outside.ctes.remove(cteName);
        return outside;
    }

    /** A named expression does not see itself. */
    Optional<Expression> hide(String name) {
        return Optional.ofNullable(expressions.remove(name));
    }

    void show(String name, Expression expression) {
        expressions.put(name, expression);
    }

    void source(String alias, Source source) {
        if (sources.put(alias, source) != null) {
            throw HogQlException.query("Already have joined a table called \"" + alias + "\". Can't redefine.");
        }
    }

    Map<String, Source> sources() {
        return sources;
    }

    void alias(String name, Sql sql, int ordinal) {
        aliases.put(name, sql);
        ordinals.put(name, ordinal);
    }

    void alias(String name, Sql sql) {
        aliases.put(name, sql);
        ordinals.remove(name);
    }

    Optional<Sql> aliased(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    /** The position of the column that the query itself named so. */
    Optional<Integer> ordinal(Expression expression) {
        return expression instanceof Expression.Field field && field.chain().size() == 1
                ? Optional.ofNullable(ordinals.get(field.chain().get(0)))
                : Optional.empty();
    }

    /** The name under which the elements of this array appear; the same array is taken apart once. */
    String unnest(String array, boolean left) {
        return unnests.computeIfAbsent(array, fresh -> new Unnest("unnested_" + unnests.size(), array, left))
                .alias();
    }

    List<Unnest> unnests() {
        return new ArrayList<>(unnests.values());
    }

    /** The one meaning of a dotted name; more than one is refused. */
    Optional<Sql> inSources(List<String> chain) {
        Source named = sources.get(chain.get(0));
        if (named != null && chain.size() > 1) {
            Optional<Sql> found = named.path(chain.subList(1, chain.size()));
            if (found.isPresent()) {
                return found;
            }
        }
        List<Sql> found = sources.values().stream()
                .flatMap(source -> source.path(chain).stream())
                .toList();
        if (found.size() > 1) {
            throw HogQlException.query("Ambiguous query. Found multiple sources for field: " + chain.get(0));
        }
        return found.stream().findFirst();
    }
}
