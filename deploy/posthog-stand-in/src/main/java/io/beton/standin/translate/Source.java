package io.beton.standin.translate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table or subquery in FROM: what its names mean, and how it is written for DuckDB. */
interface Source {
    /** The meaning of a dotted name inside this source; empty where it has no such name. */
    Optional<Sql> path(List<String> chain);

    /** What {@code *} stands for. */
    Map<String, Sql> star();

    /** The text in FROM; asked for last, because names may have added joins. */
    String from();
}
