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
        AccessConfig.Oidc oidc = config.oidc();
        if (oidc.issuer().isEmpty()
                && (oidc.audience().isPresent() || !oidc.roles().isEmpty())) {
            throw new IllegalArgumentException(
                    "[access] beton.access.oidc.issuer is missing, though the audience or roles"
                            + " of its tokens are given: nothing would ask anybody for a token");
        }
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
                .map(any -> unmistakable(any.admit(token)))
                .orElseGet(() -> Refusal.badToken("the token is not known here"));
    }

    /** An audit could not tell two of one name apart. */
    private Admission unmistakable(Admission byIssuer) {
        return byIssuer instanceof Caller caller && tokens.knows(caller.name())
                ? Refusal.badToken("the token names somebody whose name a token of the configuration has")
                : byIssuer;
    }
}
