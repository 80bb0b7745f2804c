package io.beton.router.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.model.Json;
import io.beton.model.id.ConnectionId;
import io.beton.model.identity.Identities;
import io.beton.model.identity.IdentityQuestion;
import io.beton.router.outgoing.RetryAfter;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks ingest who subjects are.
 *
 * <p>Reads: ingest-service. Writes: nothing; an answer is in memory alone, and in no log. On failure: {@link
 * Asked.Untold}, by whether asking again may help.
 */
@Singleton
final class IdentityClient {
    private static final int OK = 200;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{32,}");

    private final HttpClient client;
    private final String root;
    private final Optional<String> token;
    private final Duration timeout;
    private final Clock clock;

    IdentityClient(IdentityConfig config, Clock clock) {
        this.root = config.url().toString().replaceFirst("/+$", "");
        // a file that holds it often ends with a new line
        this.token = config.token().map(String::strip);
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw new IllegalStateException("[identity] beton.router.identity.token must have at least 32 characters,"
                    + " letters, digits and signs alone; `openssl rand -hex 32` makes one");
        }
        this.timeout = config.timeout();
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Whether ingest would let us in. */
    boolean ready() {
        return token.isPresent();
    }

    Asked ask(ConnectionId connection, IdentityQuestion question) {
        if (token.isEmpty()) {
            return new Asked.Untold(UntoldPolicy.again("beton.router.identity.token is not set"));
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(connection, question, token.get()), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return read(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return untold("no answer within " + timeout);
        } catch (ExecutionException e) {
            return untold(e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return untold("this service ends");
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(ConnectionId connection, IdentityQuestion question, String shown) {
        String id = URLEncoder.encode(connection.value(), StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(root + "/api/v1/connections/" + id + "/identities"))
                .header("Authorization", "Bearer " + shown)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(question)))
                .build();
    }

    private Asked read(HttpResponse<byte[]> answer) {
        Optional<Duration> notBefore = RetryAfter.read(answer.headers().firstValue("Retry-After"), clock);
        try {
            return answer.statusCode() == OK
                    ? new Asked.Told(Json.read(answer.body(), Identities.class).subjects())
                    : UntoldPolicy.sort(answer.statusCode(), problem(answer.body()), notBefore);
        } catch (UncheckedIOException e) {
            // its message could repeat a value
            return untold("its answer was not understood");
        }
    }

    private static JsonNode problem(byte[] body) {
        try {
            return Json.read(body, JsonNode.class);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Asked untold(String why) {
        return new Asked.Untold(UntoldPolicy.again("ingest could not say who it is about: " + why));
    }
}
