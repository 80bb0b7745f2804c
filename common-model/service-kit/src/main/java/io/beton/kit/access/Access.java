package io.beton.kit.access;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The access control of a service; a configuration that is wrong keeps it from starting. */
@Singleton
final class Access {
    private final Tokens tokens;
    private final Optional<Issuer> issuer;

    Access(AccessConfig config, Clock clock) {
        this.tokens = new Tokens(config.tokens());
        this.issuer = config.oidc()
                .issuer()
                .map(address ->
                        new Issuer(address, config.oidc(), IssuerKeys.of(address, config.oidc(), clock), clock));
    }

    /** Nobody said who may call: everybody on this machine may do everything, and nobody else anything. */
    boolean open() {
        return tokens.isEmpty() && issuer.isEmpty();
    }

    /** May have to ask the issuer for its keys. */
    Admission admit(String token) {
        Optional<Caller> known = tokens.find(token);
        if (known.isPresent()) {
            return known.get();
        }
        return issuer.filter(any -> Issuer.isSigned(token))
                .map(any -> any.admit(token))
                .orElseGet(() -> Refusal.badToken("the token is not known here"));
    }
}
