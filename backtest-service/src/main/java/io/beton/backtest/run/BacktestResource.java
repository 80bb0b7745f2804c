package io.beton.backtest.run;

import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Collection;

/** Tells how far this instance is with a request. */
@Path("/api/v1/backtests/{request}")
final class BacktestResource {
    private final Progress progress;

    BacktestResource(Progress progress) {
        this.progress = progress;
    }

    @GET
    public RequestProgress get(@PathParam("request") String request) {
        RequestId id = new RequestId(request);
        return progress.of(id)
                .map(partitions -> new RequestProgress(id, partitions))
                .orElseThrow(() -> HttpProblem.valueOf(
                        Response.Status.NOT_FOUND,
                        "no history of request " + request + " has reached this instance; it may be with another one"));
    }

    record RequestProgress(RequestId requestId, Collection<Progress.Partition> partitions) {}
}
