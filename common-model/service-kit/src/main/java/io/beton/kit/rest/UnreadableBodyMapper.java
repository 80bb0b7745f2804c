package io.beton.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A body that is no JSON, or no JSON of the kind asked for, is a 400 that names the member. */
@Provider
@Priority(1)
public final class UnreadableBodyMapper implements ExceptionMapper<JsonProcessingException> {

    @Override
    public Response toResponse(JsonProcessingException failure) {
        return BadInput.of(failure).toResponse();
    }
}
