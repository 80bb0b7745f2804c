package io.beton.kit.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The public keys of an issuer, as it gave them last.
 *
 * <p>Reads: the issuer's discovery document and key set, at the first token, then every hour, and when a token names a
 * key that is not known yet. Writes: nothing. On failure: the keys go on to count for a day; the log says why, and the
 * issuer is left alone for a while, however many tokens come.
 */
final class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final String issuer;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient http;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN, Instant.MIN);

    private IssuerKeys(String issuer, Duration timeout, Clock clock) {
        this.issuer = issuer;
        this.timeout = timeout;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    static IssuerKeys of(String issuer, AccessConfig.Oidc config, Clock clock) {
        if (!isSafe(issuer)) {
            throw new IllegalArgumentException(
                    "[access] beton.access.oidc.issuer must be an https address, as its tokens name it");
        }
        return new IssuerKeys(issuer, config.timeout(), clock);
    }

    /** Nothing where the issuer cannot be asked. @param id of the key that signed a token, where the token says so */
    Optional<List<JsonWebKey>> having(Optional<String> id) {
        if (known.wants(id, clock.instant())) {
            renew(id);
        }
        Known now = known;
        return now.keys().isEmpty() || now.olderThan(KEPT, clock.instant())
                ? Optional.empty()
                : Optional.of(now.keys());
    }

    /** One asks, and only who has no keys at all waits for it. */
    private void renew(Optional<String> id) {
        if (known.keys().isEmpty()) {
            asking.lock();
        } else if (!asking.tryLock()) {
            return;
        }
        try {
            if (known.wants(id, clock.instant())) {
                known = ask();
            }
        } finally {
            asking.unlock();
        }
    }

    private Known ask() {
        try {
            JsonNode described = get(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration");
            String named = described.path("issuer").asText();
            if (!named.equals(issuer)) {
                throw new IOException("it calls itself " + named);
            }
            String address = described.path("jwks_uri").asText();
            if (!isSafe(address)) {
                throw new IOException("its keys are not at an https address: " + address);
            }
            List<JsonWebKey> keys = new JsonWebKeySet(get(address).toString()).getJsonWebKeys();
            return new Known(List.copyOf(keys), clock.instant(), clock.instant().plus(LEFT_ALONE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known;
        } catch (IOException | JoseException | RuntimeException e) {
            // whatever it answers, even what is no key set at all
            LOG.warnf("keys of the issuer could not be read: issuer=%s reason=%s", issuer, e.getMessage());
            return new Known(known.keys(), known.at(), clock.instant().plus(LEFT_ALONE));
        }
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> answer = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new IOException(address + " answered " + answer.statusCode());
            }
            return Json.read(answer.body(), JsonNode.class);
        } catch (ExecutionException e) {
            throw new IOException(address + " did not answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(address + " did not answer within " + timeout, e);
        } finally {
            coming.cancel(true);
        }
    }

    private static boolean isSafe(String address) {
        return address.matches("https://[^/].*") || address.startsWith("http://") && LoopbackName.isOf(address);
    }

    /** @param at when the issuer gave them @param askAgain when the issuer may be asked next */
    private record Known(List<JsonWebKey> keys, Instant at, Instant askAgain) {

        boolean wants(Optional<String> id, Instant now) {
            boolean lacking =
                    id.isPresent() && keys.stream().noneMatch(key -> id.get().equals(key.getKeyId()));
            return !now.isBefore(askAgain) && (keys.isEmpty() || lacking || olderThan(FRESH, now));
        }

        boolean olderThan(Duration age, Instant now) {
            return at.isBefore(now.minus(age));
        }
    }
}
