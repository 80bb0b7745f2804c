package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.Topics;
import io.beton.model.id.HypothesisId;
import io.beton.model.signal.Members;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lists who met a hypothesis before its approval; hypothesis-service answers the same path with it. */
@Path("/api/v1/hypotheses/{id}/members")
public final class MemberResource {
    private final MemberStore members;
    private final WarmStore warmMarks;
    private final HypothesesView hypotheses;
    private final Database database;

    MemberResource(MemberStore members, WarmStore warmMarks, HypothesesView hypotheses, Database database) {
        this.members = members;
        this.warmMarks = warmMarks;
        this.hypotheses = hypotheses;
        this.database = database;
    }

    @GET
    public Members list(
            @PathParam("id") String id,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        HypothesisId hypothesis = new HypothesisId(id);
        Page.Cut cut = Page.Cut.of(cursor, limit);
        return database.transaction(connection -> {
            // asked first: who is found between the two is then on the page
            boolean warm = warm(connection, hypothesis);
            List<MemberStore.Positioned> rows = members.page(connection, hypothesis, cut);
            Page<Members.Member> page =
                    Page.of(rows, cut, MemberStore.Positioned::position, MemberStore.Positioned::member);
            return new Members(page.items(), page.nextCursor(), warm);
        });
    }

    private boolean warm(Connection connection, HypothesisId id) throws SQLException {
        Optional<LiveHypothesis> matched = hypotheses.find(id);
        if (matched.isEmpty()) {
            return false;
        }
        Map<VersionPartition, Long> since = warmMarks.load(connection);
        return IntStream.range(0, Topics.EVENTS.partitions())
                .allMatch(partition -> matched.get().isWarm(since, partition));
    }
}
