package io.beton.hypothesis.goal;

import io.beton.hypothesis.store.Statement;
import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.id.GoalId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds goals.
 *
 * <p>Reads and writes: {@code goal}. On failure: throws, and the caller's transaction is undone.
 */
@Singleton
public final class GoalStore {
    private static final String SELECT = "select number, revision, document from hypothesis.goal";

    void add(Connection sql, Goal goal) throws SQLException {
        new Statement(
                        "insert into hypothesis.goal (id, revision, document) values (?, 1, ?::jsonb)",
                        goal.goalId().value(),
                        Json.text(goal))
                .update(sql);
    }

    /** Whether the goal still was as it had been read. */
    boolean replace(Connection sql, Kept old, Goal changed) throws SQLException {
        return new Statement(
                                "update hypothesis.goal set document = ?::jsonb, revision = revision + 1"
                                        + " where id = ? and revision = ?",
                                Json.text(changed),
                                changed.goalId().value(),
                                old.revision)
                        .update(sql)
                == 1;
    }

    public Optional<Goal> find(Connection sql, GoalId id) throws SQLException {
        return kept(sql, id).map(Kept::goal);
    }

    Optional<Kept> kept(Connection sql, GoalId id) throws SQLException {
        return new Statement(SELECT + " where id = ?", id.value()).first(sql, GoalStore::read);
    }

    List<Kept> page(Connection sql, Page.Cut cut) throws SQLException {
        return new Statement(SELECT + " where number > ? order by number limit ?", cut.after(), cut.read())
                .list(sql, GoalStore::read);
    }

    private static Kept read(ResultSet row) throws SQLException {
        return new Kept(row.getLong(1), row.getLong(2), Json.read(row.getString(3), Goal.class));
    }

    /** A goal with its place in lists and the number of its changes. */
    record Kept(long number, long revision, Goal goal) {}
}
