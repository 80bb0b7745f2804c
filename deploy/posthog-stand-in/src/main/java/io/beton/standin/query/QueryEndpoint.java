package io.beton.standin.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.access.Access;
import io.beton.standin.access.ByteBudget;
import io.beton.standin.access.Limits;
import io.beton.standin.access.Slots;
import io.beton.standin.events.EventDatabase;
import io.beton.standin.events.Events;
import io.beton.standin.http.Answer;
import io.beton.standin.http.ApiError;
import io.beton.standin.http.Request;
import io.beton.standin.http.Routes;
import java.time.Clock;
import java.util.Optional;

/** {@code /query/}: checks, cache, budget, a free slot, and then the query is executed. */
public final class QueryEndpoint implements AutoCloseable {
    private static final int TIMES_LONGER_IN_BACKGROUND = 10;
    private final Access access;
    private final Limits limits;
    private final QueryRunner runner;
    private final QueryCache cache;
    private final QueryResponse response;
    private final Slots slots;
    private final Optional<ByteBudget> budget;
    private final BackgroundQueries background;

    public QueryEndpoint(
            Access access,
            Limits limits,
            EventDatabase database,
            Events events,
            String zone,
            int projectId,
            Clock clock) {
        this.access = access;
        this.limits = limits;
        this.runner = new QueryRunner(database, events, zone, clock);
        this.cache = new QueryCache(clock);
        this.response = new QueryResponse(zone);
        this.slots = new Slots(limits.concurrent(), limits.slotWait());
        this.budget =
                limits.budgetBytesPerHour().map(bytes -> new ByteBudget(bytes, limits.budgetCapacityHours(), clock));
        this.background = new BackgroundQueries(projectId, clock);
    }

    public void routes(Routes routes, String project) {
        routes.add("POST", project + "/query", this::post)
                .add("POST", project + "/query/HogQLQuery", this::post)
                .add("GET", project + "/query/:id", request -> {
                    access.project(request, "query:read");
                    return background.status(request.steps().get(4));
                })
                .add("DELETE", project + "/query/:id", request -> {
                    access.project(request, "query:read");
                    boolean dequeueOnly = request.parameter("dequeue_only")
                            .filter("true"::equals)
                            .isPresent();
                    return background.cancel(request.steps().get(4), dequeueOnly);
                });
    }

    private Answer post(Request request) {
        access.project(request, "query:read");
        QueryRequest query = QueryRequest.of(request.json());
        if (query.refresh().mayUseCache()) {
            Optional<QueryCache.Cached> cached = cache.find(query.cacheKey());
            if (cached.isPresent()) {
                return answer(query, cached.get(), true);
            }
        }
        if (query.refresh().waits()) {
            return answer(query, compute(query, 1), false);
        }
        return background.start(query.clientQueryId(), () -> {
            QueryCache.Cached fresh = compute(query, TIMES_LONGER_IN_BACKGROUND);
            return response.body(query, fresh, false);
        });
    }

    private QueryCache.Cached compute(QueryRequest query, int timesLonger) {
        budget.ifPresent(ByteBudget::check);
        QueryResult result =
                slots.holding(() -> runner.run(query, limits.execution().multipliedBy(timesLonger)));
        budget.ifPresent(bucket -> bucket.debit(result.bytesRead()));
        return cache.put(query.cacheKey(), result);
    }

    private Answer answer(QueryRequest query, QueryCache.Cached cached, boolean fromCache) {
        ObjectNode body = response.body(query, cached, fromCache);
        long bytes = fromCache ? 0 : cached.result().bytesRead();
        Answer answer = Answer.json(200, body).with("X-PostHog-Query-Bytes-Read", String.valueOf(bytes));
        return budget.map(bucket ->
                        answer.with("X-PostHog-Query-Budget-Remaining-Bytes", String.valueOf(bucket.remaining())))
                .orElse(answer);
    }

    @Override
    public void close() {
        background.close();
        runner.close();
    }

    /** What a query in the background gives in the end. */
    @FunctionalInterface
    interface Outcome {
        JsonNode compute() throws ApiError;
    }
}
