package io.beton.kit.access;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Who is let in but may not do this is told which role it takes. */
@Provider
@Priority(1)
public final class ForbiddenMapper implements ExceptionMapper<ForbiddenException> {
    private final SecurityIdentity identity;
    private final ResourceInfo operation;

    ForbiddenMapper(SecurityIdentity identity, ResourceInfo operation) {
        this.identity = identity;
        this.operation = operation;
    }

    @Override
    public Response toResponse(ForbiddenException forbidden) {
        Refusal refusal = Refusal.notAllowed(
                needed().map(role -> "`" + identity.getPrincipal().getName() + "` may not do this, it takes the role `"
                                + role + "`; ask who operates Beton for a token with that role")
                        .orElse("this operation is closed to everybody, for it names no role"));
        return Response.status(refusal.status())
                .header(HttpHeaders.WWW_AUTHENTICATE, refusal.challenge())
                .type(Refusal.MEDIA_TYPE)
                .entity(refusal.problem())
                .build();
    }

    private Optional<String> needed() {
        return Optional.ofNullable(operation.getResourceMethod().getAnnotation(RolesAllowed.class))
                .or(() -> Optional.ofNullable(operation.getResourceClass().getAnnotation(RolesAllowed.class)))
                .map(allowed -> allowed.value()[0]);
    }
}
