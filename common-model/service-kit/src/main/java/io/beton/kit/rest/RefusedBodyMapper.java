package io.beton.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The REST layer wraps Jackson's failures; what a person did wrong is inside. */
@Provider
@Priority(1)
public final class RefusedBodyMapper implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException refused) {
        if (refused.getCause() instanceof JsonProcessingException failure) {
            return BadInput.of(failure).toResponse();
        }
        Response.StatusType status = refused.getResponse().getStatusInfo();
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(refused.getMessage())
                .build()
                .toResponse();
    }
}
