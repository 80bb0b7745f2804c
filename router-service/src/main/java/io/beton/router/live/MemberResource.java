package io.beton.router.live;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.id.HypothesisId;
import io.beton.model.match.Times;
import io.beton.model.signal.Members;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Lists who met a hypothesis before its approval; hypothesis-service answers the same path with it. */
@Path("/api/v1/hypotheses/{id}/members")
public final class MemberResource {
    private final MemberStore members;
    private final WarmStore warmMarks;
    private final HypothesesView hypotheses;
    private final PartitionLayout layout;
    private final Database database;

    MemberResource(
            MemberStore members,
            WarmStore warmMarks,
            HypothesesView hypotheses,
            PartitionLayout layout,
            Database database) {
        this.members = members;
        this.warmMarks = warmMarks;
        this.hypotheses = hypotheses;
        this.layout = layout;
        this.database = database;
    }

    /** @param since when it was approved or resumed, for whoever knows that better than this instance may yet */
    @GET
    @RolesAllowed(Needs.VIEWER)
    public Members list(
            @PathParam("id") String id,
            @QueryParam("since") Optional<String> since,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        HypothesisId hypothesis = new HypothesisId(id);
        Page.Cut cut = Page.Cut.of(cursor, limit);
        Optional<Long> asked = since.map(MemberResource::micros);
        return database.transaction(connection -> {
            // asked first: who is found between the two is then on the page
            boolean warm = warm(connection, hypothesis, asked);
            List<MemberStore.Positioned> rows = members.page(connection, hypothesis, cut);
            Page<Members.Member> page =
                    Page.of(rows, cut, MemberStore.Positioned::position, MemberStore.Positioned::member);
            return new Members(page.items(), page.nextCursor(), warm);
        });
    }

    private boolean warm(Connection connection, HypothesisId id, Optional<Long> asked) throws SQLException {
        Optional<Long> approvedAt = asked.or(() -> hypotheses.find(id).map(LiveHypothesis::approvedAt));
        int partitions = layout.partitions(connection);
        // before anything was consumed nobody is known to be absent
        return partitions > 0
                && approvedAt.isPresent()
                && warmMarks.partitionsSince(connection, id, approvedAt.get()) == partitions;
    }

    private static long micros(String since) {
        try {
            return Times.micros(Instant.parse(since));
        } catch (DateTimeParseException e) {
            throw new InvalidMember("since", "`since` must be a time such as 2026-11-01T00:00:00Z");
        }
    }
}
