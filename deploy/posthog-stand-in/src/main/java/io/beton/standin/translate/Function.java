package io.beton.standin.translate;

/** How one ClickHouse function is said in DuckDB. */
@FunctionalInterface
interface Function {
    Sql apply(Arguments arguments);
}
