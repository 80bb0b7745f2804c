package io.beton.kit.rest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A value of the wrong shape, such as a list in place of a text, is a 400 that names its member. */
@Provider
@Priority(1)
public final class WrongShapeMapper implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException failure) {
        return BadInput.of(failure).toResponse();
    }
}
