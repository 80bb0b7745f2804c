package io.beton.kit.rest;

import io.beton.model.InvalidMember;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A value that breaks the contract is a 400. */
@Provider
public final class InvalidMemberMapper implements ExceptionMapper<InvalidMember> {

    @Override
    public Response toResponse(InvalidMember invalid) {
        return BadInput.of(invalid).toResponse();
    }
}
