package io.beton.standin.translate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table or subquery whose names are its columns. */
final class PlainSource implements Source {
    private final String from;
    private final Map<String, Sql> columns = new LinkedHashMap<>();
    private final Paths paths;

    PlainSource(String from, Paths paths) {
        this.from = from;
        this.paths = paths;
    }

    PlainSource with(String name, String sql, Type type) {
        columns.putIfAbsent(name, Sql.of(sql, type));
        return this;
    }

    @Override
    public Optional<Sql> path(List<String> chain) {
        Sql column = columns.get(chain.get(0));
        return column == null ? Optional.empty() : paths.follow(column, chain.subList(1, chain.size()));
    }

    @Override
    public Map<String, Sql> star() {
        return columns;
    }

    @Override
    public String from() {
        return from;
    }
}
