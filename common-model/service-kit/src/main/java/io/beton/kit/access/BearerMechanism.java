package io.beton.kit.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Hands Quarkus whoever a bearer token stands for. A bad token is not refused here but where something needs a role,
 * so that probes are answered, and the door of {@code /identities} can look at a token of its own.
 */
@Singleton
final class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String REFUSAL = Refusal.class.getName();
    private static final String SCHEME = "bearer ";
    private static final SecurityIdentity ANYBODY = identity(new Caller("anybody on this machine", Role.OPERATOR));

    private final Access access;
    private final BlockingSecurityExecutor executor;

    BearerMechanism(Access access, BlockingSecurityExecutor executor) {
        this.access = access;
        this.executor = executor;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext asked, IdentityProviderManager providers) {
        if (access.open()) {
            return Uni.createFrom().item(ANYBODY);
        }
        return token(asked)
                .map(token -> executor.<Admission>executeBlocking(() -> access.admit(token))
                        .map(admission -> identified(asked, admission)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext asked) {
        Refusal refusal = refusal(asked);
        return Uni.createFrom()
                .item(new ChallengeData(refusal.status(), HttpHeaders.WWW_AUTHENTICATE, refusal.challenge()));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext asked) {
        Refusal refusal = refusal(asked);
        asked.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.WWW_AUTHENTICATE, refusal.challenge())
                .putHeader(HttpHeaders.CONTENT_TYPE, Refusal.MEDIA_TYPE)
                .end(Buffer.buffer(refusal.problem()));
        return Uni.createFrom().item(true);
    }

    private static Optional<String> token(RoutingContext asked) {
        return Optional.ofNullable(asked.request().getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    /** Null, as Quarkus wants it, is nobody; why is said where it matters. */
    private static SecurityIdentity identified(RoutingContext asked, Admission admission) {
        if (admission instanceof Caller caller) {
            return identity(caller);
        }
        asked.put(REFUSAL, admission);
        return null;
    }

    private static Refusal refusal(RoutingContext asked) {
        return asked.get(REFUSAL, Refusal.NO_TOKEN);
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(caller.role().included())
                .build();
    }
}
