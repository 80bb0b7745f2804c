package io.beton.ingest.posthog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.ingest.limit.LimitConfig;
import io.beton.kit.net.OutgoingHosts;
import io.beton.model.Json;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private final LimitConfig limits;
    private final RequestsUnderWay underWay;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "posthog-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    PostHogClient(HostGuard guard, LimitConfig limits, RequestsUnderWay underWay, Clock clock) {
        this.guard = guard;
        this.limits = limits;
        this.underWay = underWay;
        this.clock = clock;
        this.deadlines.setRemoveOnCancelPolicy(true);
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

    Answer get(Reading reading, String path) {
        guard.checkAddress(reading.endpoint().host());
        return send(reading, new HttpGet(reading.endpoint().path(path)), Optional.empty());
    }

    /** Asks a query; the rows of a 200 go to the reader, the rest is the answer's body. */
    Answer query(Reading reading, Object body, RowReader<?> reader) {
        guard.checkAddress(reading.endpoint().host());
        HttpPost request = new HttpPost(reading.endpoint().path("query/"));
        request.setEntity(new StringEntity(Json.text(body), ContentType.APPLICATION_JSON));
        return send(reading, request, Optional.of(reader));
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }

    private Answer send(Reading reading, HttpUriRequestBase request, Optional<RowReader<?>> reader) {
        Endpoint endpoint = reading.endpoint();
        Duration within = reading.within(limits.answerWithin(), clock.instant());
        request.setHeader("Authorization", "Bearer " + endpoint.key().reveal());
        ScheduledFuture<?> deadline = deadlines.schedule(request::cancel, within.toMillis(), TimeUnit.MILLISECONDS);
        underWay.begin(request);
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
            if (underWay.brokenOff()) {
                throw RequestsUnderWay.failure();
            }
            throw request.isCancelled() ? tooSlow(within, endpoint, reader.isPresent()) : brokenOff(e, endpoint);
        } finally {
            deadline.cancel(false);
            underWay.ended(request);
        }
    }

    private SourceFailure tooSlow(Duration within, Endpoint endpoint, boolean query) {
        Cause usual = query ? Cause.SLOW_BODY : Cause.SLOW_LIST;
        return new SourceFailure(
                within.compareTo(limits.answerWithin()) < 0 ? Cause.OUT_OF_TIME : usual,
                "the answer of " + endpoint.host() + " took longer than " + within);
    }

    private static SourceFailure brokenOff(IOException e, Endpoint endpoint) {
        Cause cause = e instanceof SocketTimeoutException
                ? Cause.NO_ANSWER
                : e instanceof JsonProcessingException ? Cause.BROKEN_JSON : Cause.CUT_BODY;
        return new SourceFailure(
                cause,
                "the answer of " + endpoint.host() + " broke off: "
                        + e.getClass().getSimpleName());
    }

    private static SourceFailure unreachable(String message) {
        return new SourceFailure(Cause.UNREACHABLE, message);
    }

    private Answer answer(ClassicHttpResponse response, Optional<RowReader<?>> reader, ApiKey key) throws IOException {
        if (response.getCode() / 100 == REDIRECT) {
            throw SourceFailure.redirected(header(response, "Location"));
        }
        Optional<Duration> retryAfter =
                RetryAfter.read(header(response, "Retry-After"), header(response, "Date"), clock.instant());
        return new Answer(
                response.getCode(),
                body(response, reader, retryAfter),
                retryAfter,
                number(response, "X-PostHog-Query-Bytes-Read").orElse(0L),
                number(response, "X-PostHog-Query-Budget-Remaining-Bytes"),
                key);
    }

    private static JsonNode body(
            ClassicHttpResponse response, Optional<RowReader<?>> reader, Optional<Duration> retryAfter)
            throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return MissingNode.getInstance();
        }
        try (InputStream content = entity.getContent()) {
            return response.getCode() == 200 && reader.isPresent()
                    ? AnswerBody.rows(content, reader.get())
                    : AnswerBody.small(content);
        } catch (IOException e) {
            if (retryAfter.isEmpty()) {
                throw e;
            }
            // what was said before it broke off holds
            throw new SourceFailure(
                    Cause.CUT_BODY,
                    "an answer of " + response.getCode() + " broke off: "
                            + e.getClass().getSimpleName(),
                    retryAfter);
        }
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
    }

    private static Optional<Long> number(ClassicHttpResponse response, String name) {
        return header(response, name)
                .map(String::trim)
                .filter(text -> text.matches("-?\\d{1,18}"))
                .map(Long::valueOf);
    }

    /**
     * What came back.
     *
     * @param bytesRead what the query cost, 0 where it was not said
     * @param bytesLeft what the project may still read
     * @param key what was sent, and must not be repeated
     */
    record Answer(
            int status,
            JsonNode body,
            Optional<Duration> retryAfter,
            long bytesRead,
            Optional<Long> bytesLeft,
            ApiKey key) {
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
