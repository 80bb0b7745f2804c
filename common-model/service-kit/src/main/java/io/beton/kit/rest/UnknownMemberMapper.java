package io.beton.kit.rest;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A member that nobody asked for is a 400 that says which are known. */
@Provider
@Priority(1)
public final class UnknownMemberMapper implements ExceptionMapper<UnrecognizedPropertyException> {

    @Override
    public Response toResponse(UnrecognizedPropertyException failure) {
        return BadInput.of(failure).toResponse();
    }
}
