package io.beton.standin.translate;

import java.util.List;

/** A whole query for DuckDB and the columns it returns; DuckDB knows them as c1, c2, ... */
public record Translated(String sql, List<Column> columns) {
    public record Column(String name, Type type) {}

    public Translated {
        columns = List.copyOf(columns);
    }

    static String physical(int index) {
        return "c" + (index + 1);
    }
}
