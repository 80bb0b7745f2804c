package io.beton.kit.access;

import io.beton.model.InvalidMember;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The name under which a step is recorded. */
@Singleton
public final class CallerName {
    private final Access access;
    private final SecurityIdentity identity;

    CallerName(Access access, SecurityIdentity identity) {
        this.access = access;
        this.identity = identity;
    }

    /**
     * With access control that of the token, and another one in the request is refused: an audit must not say what the
     * caller did not mean.
     *
     * @param said the member {@code by} of the request, which counts only where nobody knows who calls
     */
    public Optional<String> of(Optional<String> said) {
        if (access.open()) {
            return said;
        }
        String name = identity.getPrincipal().getName();
        if (said.filter(other -> !other.isBlank() && !other.equals(name)).isPresent()) {
            throw new InvalidMember("by", "the token says that `" + name + "` calls; leave `by` out");
        }
        return Optional.of(name);
    }
}
