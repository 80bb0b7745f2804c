package io.beton.hypothesis.member;

import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.id.HypothesisId;
import io.beton.model.signal.Members;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks router-service, which alone knows who met a hypothesis.
 *
 * <p>Reads: REST of router-service. Writes: nothing. On failure: a 503 that says what to do.
 */
@Singleton
public final class RouterClient {
    private static final int OK = 200;
    private static final Set<Integer> REFUSED = Set.of(401, 403);
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final RouterConfig config;
    private final Optional<String> token;
    private final HttpClient http;

    RouterClient(RouterConfig config) {
        this.config = config;
        // a file that holds it often ends with a new line
        this.token = config.token().map(String::strip);
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            // who sends such a header would say its value in a log
            throw new IllegalStateException(
                    "[members] beton.hypothesis.router.token must be letters, digits and signs alone");
        }
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /** @param since when it was approved or resumed, which the router may not know yet; absent where it is not matched */
    Members members(HypothesisId hypothesis, Optional<Instant> since, Page.Cut cut) {
        UriBuilder asked = UriBuilder.fromUri(config.url())
                .path("api/v1/hypotheses/{id}/members")
                .queryParam("cursor", cut.after())
                .queryParam("limit", cut.limit());
        since.ifPresent(at -> asked.queryParam("since", at));
        URI address = asked.build(hypothesis.value());
        try {
            HttpResponse<byte[]> answer = answer(request(address));
            if (REFUSED.contains(answer.statusCode())) {
                throw away(
                        "let us not in",
                        "set `beton.hypothesis.router.token` to a token that has the role viewer there");
            }
            if (answer.statusCode() != OK) {
                throw away("answered " + answer.statusCode());
            }
            return Json.read(answer.body(), Members.class);
        } catch (ExecutionException | TimeoutException | UncheckedIOException e) {
            throw away("did not answer as it should");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("was not waited for, since this service ends");
        }
    }

    /** Whether it has the past of a hypothesis as of its approval. */
    public boolean warm(HypothesisId hypothesis, Instant approvedAt) {
        return members(hypothesis, Optional.of(approvedAt), Page.Cut.of(Optional.empty(), 1))
                .warm();
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        return request.build();
    }

    /** Its body, too, has to be there in time: a request's own time-out ends with its head. */
    private HttpResponse<byte[]> answer(HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> coming =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return coming.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            coming.cancel(true);
        }
    }

    private HttpProblem away(String what) {
        return away(what, "see that it runs, or say with `beton.hypothesis.router.url` where it is, and ask again");
    }

    private HttpProblem away(String what, String toDo) {
        return HttpProblem.builder()
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle("Router away")
                .withDetail("router-service at " + config.url() + " " + what + "; " + toDo)
                .build();
    }
}
