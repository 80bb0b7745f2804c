package io.beton.backtest.progress;

import io.beton.kit.access.Needs;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Tells how far a backtest has come. */
@Path("/api/v1/backtests")
@Blocking
class ProgressResource {
    private final ProgressView progress;

    ProgressResource(ProgressView progress) {
        this.progress = progress;
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("{request}")
    @Produces(MediaType.APPLICATION_JSON)
    public RequestProgress get(@PathParam("request") String request) {
        return progress.of(new RequestId(request))
                .orElseThrow(() -> HttpProblem.builder()
                        .withStatus(Response.Status.NOT_FOUND)
                        .withTitle("Unknown here")
                        .withDetail("this instance has read nothing of request " + request
                                + "; another instance may have, or its history has not come yet")
                        .build());
    }
}
