package io.beton.router.live;

import io.beton.kit.store.Page;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.model.signal.Members;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Who met a hypothesis before its approval; only ids and times.
 *
 * <p>Reads and writes: the table {@code member}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class MemberStore {

    /** Whoever is a member already stays it as before. */
    void add(Connection connection, List<Member> members) throws SQLException {
        if (members.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into router.member (hypothesis_id, version, subject, fired_at)"
                        + " select * from unnest(?, ?, ?, ?) on conflict do nothing")) {
            insert.setArray(
                    1,
                    array(
                            connection,
                            "text",
                            members,
                            one -> one.version().hypothesis().value()));
            insert.setArray(
                    2, array(connection, "int4", members, one -> one.version().version()));
            insert.setArray(
                    3, array(connection, "text", members, one -> one.subject().value()));
            insert.setArray(4, array(connection, "int8", members, Member::firedAt));
            insert.executeUpdate();
        }
    }

    /** Those after a position, in the order in which they were found. */
    List<Positioned> page(Connection connection, HypothesisId hypothesis, Page.Cut cut) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select position, subject, fired_at from router.member"
                        + " where hypothesis_id = ? and position > ? order by position limit ?")) {
            select.setString(1, hypothesis.value());
            select.setLong(2, cut.after());
            select.setInt(3, cut.read());
            List<Positioned> page = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(new Positioned(
                            row.getLong(1),
                            new Members.Member(new SubjectId(row.getString(2)), Times.instant(row.getLong(3)))));
                }
            }
            return page;
        }
    }

    private static Array array(Connection connection, String type, List<Member> members, Function<Member, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, members.stream().map(part).toArray());
    }

    /** A member with its place in the order of finding. */
    record Positioned(long position, Members.Member member) {}
}
