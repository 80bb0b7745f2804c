package io.beton.kit.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A configuration as a test wants it. */
record Configured(Map<String, AccessConfig.Token> tokens, AccessConfig.Oidc oidc) implements AccessConfig {
    static final Configured NOTHING = new Configured(Map.of(), Issuing.NOBODY);

    Configured with(Issuing issuing) {
        return new Configured(tokens, issuing);
    }

    static Configured tokens(Map<String, AccessConfig.Token> tokens) {
        return new Configured(tokens, Issuing.NOBODY);
    }

    /** A token by its hash. */
    record Hashed(String sha256, Role role) implements AccessConfig.Token {}

    /** What is said of an issuer. */
    record Issuing(
            Optional<String> issuer,
            Optional<String> audience,
            String nameClaim,
            String rolesClaim,
            Map<String, Role> roles,
            Duration timeout)
            implements AccessConfig.Oidc {
        static final Issuing NOBODY =
                new Issuing(Optional.empty(), Optional.empty(), "sub", "roles", Map.of(), Duration.ofSeconds(5));

        static Issuing by(String issuer, String audience) {
            return new Issuing(
                    Optional.of(issuer), Optional.of(audience), "sub", "roles", Map.of(), Duration.ofSeconds(5));
        }

        Issuing naming(String nameClaim, String rolesClaim, Map<String, Role> roles) {
            return new Issuing(issuer, audience, nameClaim, rolesClaim, roles, timeout);
        }

        Issuing forNobody() {
            return new Issuing(issuer, Optional.empty(), nameClaim, rolesClaim, roles, timeout);
        }
    }
}
