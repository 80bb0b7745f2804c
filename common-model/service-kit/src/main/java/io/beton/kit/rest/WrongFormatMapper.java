package io.beton.kit.rest;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A value of the wrong kind is a 400 that names its member. */
@Provider
@Priority(1)
public final class WrongFormatMapper implements ExceptionMapper<InvalidFormatException> {

    @Override
    public Response toResponse(InvalidFormatException failure) {
        return BadInput.of(failure).toResponse();
    }
}
