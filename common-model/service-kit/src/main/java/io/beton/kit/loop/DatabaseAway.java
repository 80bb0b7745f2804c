package io.beton.kit.loop;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells failures that pass when the database comes back, of which one line is enough. */
public final class DatabaseAway {
    private DatabaseAway() {}

    /** What the database or its driver said; nothing where the failure is another one. */
    public static Optional<String> reason(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(DatabaseAway::away)
                .map(SQLException::getMessage)
                .findFirst();
    }

    /** It could not be connected, the connection broke, it is full, or it starts or ends; a pool says no state. */
    private static boolean away(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || Stream.of("08", "53", "57").anyMatch(state::startsWith);
    }
}
