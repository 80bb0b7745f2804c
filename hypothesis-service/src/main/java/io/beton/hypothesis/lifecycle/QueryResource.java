package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Report;
import io.beton.model.hogql.ClaimQuery;
import io.beton.model.hogql.NotExpressible;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;
import io.beton.model.match.Times;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** REST for those who want to check a number inside PostHog. */
@Path(HypothesisResource.PATH + "/{id}/hogql")
public final class QueryResource {
    private final HypothesisStore store;
    private final Spans spans;
    private final TaxonomyView taxonomies;
    private final Database database;

    QueryResource(HypothesisStore store, Spans spans, TaxonomyView taxonomies, Database database) {
        this.store = store;
        this.spans = spans;
        this.taxonomies = taxonomies;
        this.database = database;
    }

    /** Over the window of the last report, where there is one and nothing else is asked for. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    public HypothesisQuery get(
            @PathParam("id") String id,
            @QueryParam("as_of") Optional<String> asOf,
            @QueryParam("window_days") Optional<String> windowDays) {
        HypothesisId asked = new HypothesisId(id);
        Hypothesis hypothesis = database.transaction(sql -> store.find(sql, asked))
                .orElseThrow(() -> LifecycleProblems.unknown(asked))
                .hypothesis();
        Span span = spans.of(new Span.Wish(
                        asOf.map(QueryResource::instant)
                                .or(() -> hypothesis.backtest().map(Report::asOf)),
                        windowDays
                                .map(QueryResource::days)
                                .or(() -> hypothesis.backtest().map(Report::windowDays))))
                .fitting(
                        hypothesis.design().evidenceDays(), hypothesis.outcome().horizonDays());
        try {
            long start = Times.micros(span.asOf().minus(Duration.ofDays(span.windowDays())));
            String hogQl = ClaimQuery.of(
                    hypothesis.claim(),
                    taxonomies.column(hypothesis.connectionId(), hypothesis.subject()),
                    start,
                    Times.micros(span.asOf()));
            return new HypothesisQuery(hogQl, span.asOf(), span.windowDays());
        } catch (NotExpressible e) {
            throw LifecycleProblems.notOneQuery(e.getMessage());
        }
    }

    private static int days(String text) {
        boolean whole = text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= HistoryRequest.LONGEST_WINDOW;
        InvalidMember.check(
                whole, "window_days", "`window_days` must be between 1 and " + HistoryRequest.LONGEST_WINDOW);
        return Integer.parseInt(text);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidMember("as_of", "`as_of` must be a time such as 2026-04-01T00:00:00Z");
        }
    }
}
