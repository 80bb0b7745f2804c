package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
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
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** Speaks HTTP with PostHog: GET and the query endpoint, no redirects, nothing else. One call, no retries. */
@ApplicationScoped
public class PostHogClient {
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    /** Longer than PostHog's gateway waits for a query. */
    private static final Timeout ANSWER = Timeout.ofSeconds(90);

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
                        .setMaxConnPerRoute(4)
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWER).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    Answer get(Endpoint endpoint, String path) {
        return send(endpoint, new HttpGet(address(endpoint, path)));
    }

    Answer query(Endpoint endpoint, Object body) {
        HttpPost request = new HttpPost(address(endpoint, "query/"));
        request.setEntity(new StringEntity(Json.text(body), ContentType.APPLICATION_JSON));
        return send(endpoint, request);
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }

    private URI address(Endpoint endpoint, String path) {
        guard.checkScheme(endpoint.host());
        return endpoint.host().resolve("/api/projects/" + endpoint.projectId() + "/" + path);
    }

    private Answer send(Endpoint endpoint, HttpUriRequestBase request) {
        request.setHeader("Authorization", "Bearer " + endpoint.key().reveal());
        try {
            return http.execute(request, PostHogClient::answer);
        } catch (UnknownHostException e) {
            throw new SourceFailure(SourceFailure.Kind.UNREACHABLE_HOST, "host not found: " + e.getMessage());
        } catch (java.net.ConnectException | org.apache.hc.client5.http.ConnectTimeoutException e) {
            throw new SourceFailure(
                    SourceFailure.Kind.UNREACHABLE_HOST, endpoint.host() + " does not answer: " + e.getMessage());
        } catch (javax.net.ssl.SSLException e) {
            throw new SourceFailure(
                    SourceFailure.Kind.UNREACHABLE_HOST, endpoint.host() + " speaks no proper TLS: " + e.getMessage());
        } catch (IOException e) {
            throw new SourceFailure(SourceFailure.Kind.BUSY, "the answer broke off: " + e.getMessage());
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        byte[] body = response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        return new Answer(
                response.getCode(),
                json(body),
                header(response, "Retry-After"),
                header(response, "X-PostHog-Query-Bytes-Read"));
    }

    /** The body, or a missing node where it is not JSON. */
    private static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private static long header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        try {
            return header == null ? -1 : Long.parseLong(header.getValue().trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter in seconds, -1 where it was not said
     * @param bytesRead what the query cost, -1 where it was not said
     */
    record Answer(int status, JsonNode body, long retryAfter, long bytesRead) {
        boolean isJson() {
            return body.isObject() || body.isArray();
        }

        String code() {
            return body.path("code").asText("");
        }

        String detail() {
            return body.path("detail").asText("");
        }
    }
}
