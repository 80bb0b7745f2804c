package io.beton.hypothesis.member;

import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.id.HypothesisId;
import io.beton.model.signal.Members;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Asks router-service, which alone knows who met a hypothesis.
 *
 * <p>Reads: REST of router-service. Writes: nothing. On failure: a 503 that says what to do.
 */
@Singleton
final class RouterClient {
    private static final int OK = 200;

    private final RouterConfig config;
    private final HttpClient http;

    RouterClient(RouterConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    Members members(HypothesisId hypothesis, Page.Cut cut) {
        URI address = UriBuilder.fromUri(config.url())
                .path("api/v1/hypotheses/{id}/members")
                .queryParam("cursor", cut.after())
                .queryParam("limit", cut.limit())
                .build(hypothesis.value());
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(config.timeout()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                throw away("answered " + answer.statusCode());
            }
            return Json.read(answer.body(), Members.class);
        } catch (IOException | UncheckedIOException e) {
            throw away("did not answer as it should");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("was not waited for, since this service ends");
        }
    }

    private HttpProblem away(String what) {
        return HttpProblem.builder()
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle("Router away")
                .withDetail("router-service at " + config.url() + " " + what
                        + "; see that it runs, or say with `beton.hypothesis.router.url` where it is, and ask again")
                .build();
    }
}
