package io.beton.kit.access;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Without access control a service listens on the loopback address, whatever {@code quarkus.http.host} says, and answers
 * no page of another place that a browser on this machine shows: such a page could send requests here by itself, or let
 * its own name lead here. Nor does it answer a proxy, behind which anybody may be.
 */
@Singleton
final class LoopbackOnly implements HttpServerOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(LoopbackOnly.class);
    private static final String LOOPBACK = "127.0.0.1";
    /** A proxy that sends none of these cannot be told from a caller on this machine. */
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final int BEFORE_ALL_ELSE = 1_000;
    private static final Refusal STRANGER = new Refusal(
            Refusal.FORBIDDEN,
            "Not from this machine",
            "without access control only requests of this machine are answered, at localhost, 127.0.0.1 or [::1], and"
                    + " none that a page of another place makes or a proxy hands on; configure tokens or an issuer for everything else"
                    + " (deploy/README.md, Access)",
            Refusal.REALM);

    private final Access access;

    LoopbackOnly(Access access) {
        this.access = access;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        if (access.open()) {
            String wanted = options.getHost();
            bind(options);
            LOG.warnf(
                    "no access control is configured: only this machine is answered, at %s%s; set"
                            + " beton.access.tokens.NAME.sha256 and .role, or beton.access.oidc.issuer and .audience",
                    options.getHost(),
                    wanted.equals(options.getHost())
                            ? ""
                            : " (and not at " + wanted + ", as quarkus.http.host has it)");
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (access.open()) {
            bind(options);
        }
    }

    void guard(@Observes Filters filters) {
        if (access.open()) {
            filters.register(LoopbackOnly::check, BEFORE_ALL_ELSE);
        }
    }

    private static void bind(HttpServerOptions options) {
        if (!LoopbackName.is(options.getHost())) {
            options.setHost(LOOPBACK);
        }
    }

    private static void check(RoutingContext asked) {
        if (isLocal(asked.request())) {
            asked.next();
        } else {
            asked.response()
                    .setStatusCode(STRANGER.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Refusal.MEDIA_TYPE)
                    .end(Buffer.buffer(STRANGER.problem()));
        }
    }

    private static boolean isLocal(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return request.authority() != null
                && LoopbackName.is(request.authority().host())
                && (origin == null || LoopbackName.isOf(origin))
                && OF_PROXIES.stream().noneMatch(header -> request.headers().contains(header));
    }
}
