package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.kit.net.OutgoingHosts;
import io.beton.model.Json;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** Speaks HTTP with PostHog: GET and the query endpoint, no redirects, nothing else. One call, no retries. */
@ApplicationScoped
class PostHogClient {
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    /** Longer than PostHog's gateway waits for a query. */
    private static final Timeout ANSWER = Timeout.ofSeconds(90);
    /** The hundreds of statuses that send elsewhere, where the key must not go. */
    private static final int REDIRECT = 3;
    /** PostHog runs three queries of a project at a time. */
    private static final int CONNECTIONS_PER_HOST = 4;

    private final HostGuard guard;
    private final CloseableHttpClient http;

    PostHogClient(HostGuard guard) {
        this.guard = guard;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    Answer get(Endpoint endpoint, String path) {
        guard.checkAddress(endpoint.host());
        return send(endpoint, new HttpGet(endpoint.path(path)), Optional.empty());
    }

    /** Asks a query; the rows of a 200 go to the reader, the rest is the answer's body. */
    Answer query(Endpoint endpoint, Object body, RowReader<?> reader) {
        guard.checkAddress(endpoint.host());
        HttpPost request = new HttpPost(endpoint.path("query/"));
        request.setEntity(new StringEntity(Json.text(body), ContentType.APPLICATION_JSON));
        return send(endpoint, request, Optional.of(reader));
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }

    private Answer send(Endpoint endpoint, HttpUriRequestBase request, Optional<RowReader<?>> reader) {
        request.setHeader("Authorization", "Bearer " + endpoint.key().reveal());
        try {
            return http.execute(request, response -> answer(response, reader, endpoint.key()));
        } catch (OutgoingHosts.AddressRefused e) {
            throw SourceFailure.badHost(e.getMessage());
        } catch (UnknownHostException e) {
            throw unreachable("no address is known for " + endpoint.host().getHost());
        } catch (ConnectException | ConnectTimeoutException | NoRouteToHostException e) {
            throw unreachable(endpoint.host() + " does not answer");
        } catch (SSLException e) {
            throw unreachable(endpoint.host() + " speaks no proper TLS: " + e.getMessage());
        } catch (IOException e) {
            throw new SourceFailure(
                    SourceFailure.Kind.BUSY,
                    "the answer of " + endpoint.host() + " broke off: "
                            + e.getClass().getSimpleName());
        }
    }

    private static SourceFailure unreachable(String message) {
        return new SourceFailure(SourceFailure.Kind.UNREACHABLE_HOST, message);
    }

    private static Answer answer(ClassicHttpResponse response, Optional<RowReader<?>> reader, ApiKey key)
            throws IOException {
        if (response.getCode() / 100 == REDIRECT) {
            throw SourceFailure.redirected(text(response, "Location"));
        }
        return new Answer(
                response.getCode(),
                body(response, reader),
                header(response, "Retry-After"),
                header(response, "X-PostHog-Query-Bytes-Read"),
                key);
    }

    private static JsonNode body(ClassicHttpResponse response, Optional<RowReader<?>> reader) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return MissingNode.getInstance();
        }
        try (InputStream content = entity.getContent()) {
            return response.getCode() == 200 && reader.isPresent()
                    ? AnswerBody.rows(content, reader.get())
                    : AnswerBody.small(content);
        }
    }

    private static Optional<String> text(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    private static long header(ClassicHttpResponse response, String name) {
        try {
            return text(response, name)
                    .map(value -> Long.parseLong(value.trim()))
                    .orElse(-1L);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter in seconds, -1 where it was not said
     * @param bytesRead what the query cost, -1 where it was not said
     * @param key what was sent, and must not be repeated
     */
    record Answer(int status, JsonNode body, long retryAfter, long bytesRead, ApiKey key) {
        boolean isJson() {
            return body.isObject() || body.isArray();
        }

        boolean hasErrorEnvelope() {
            return body.path("type").isTextual() && body.has("detail");
        }

        String code() {
            return body.path("code").asText("");
        }

        String detail() {
            return ErrorText.of(body, key);
        }
    }
}
