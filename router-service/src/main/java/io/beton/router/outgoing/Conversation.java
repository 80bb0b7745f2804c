package io.beton.router.outgoing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.kit.net.OutgoingHosts;
import io.beton.model.Json;
import io.beton.router.sink.AttemptResult;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jboss.logging.Logger;

/**
 * The requests of one attempt, which end within one time-out, however slowly the other side drips.
 *
 * <p>Redirects are not followed. Of an answer no more is kept than its JSON, while the attempt lasts.
 */
public final class Conversation implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Conversation.class);
    private static final int MOST_READ = 256 * 1024;

    private final CloseableHttpClient client;
    private final Clock clock;
    private final Duration timeout;
    private final Future<?> cut;
    private volatile HttpUriRequestBase current;
    private volatile boolean over;

    Conversation(CloseableHttpClient client, Clock clock, Duration timeout, ScheduledExecutorService cutter) {
        this.client = client;
        this.clock = clock;
        this.timeout = timeout;
        this.cut = cutter.schedule(this::cut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends a request and reads its answer. */
    public Answer send(Outgoing outgoing) {
        HttpUriRequestBase request = request(outgoing);
        current = request;
        if (over) {
            return Answer.none(tooLate());
        }
        URI url = outgoing.url();
        HttpHost host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
        try {
            ClassicHttpResponse response = client.executeOpen(host, request, HttpClientContext.create());
            return new Answer(result(response), body(request, response));
        } catch (OutgoingHosts.AddressRefused e) {
            return Answer.none(
                    new AttemptResult.Refused(OptionalInt.empty(), "its address is private and not allowed"));
        } catch (IOException e) {
            return Answer.none(over ? tooLate() : again(e.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        cut.cancel(false);
    }

    private void cut() {
        over = true;
        HttpUriRequestBase running = current;
        if (running != null) {
            running.cancel();
        }
    }

    private AttemptResult tooLate() {
        return again("no answer within " + timeout);
    }

    private static AttemptResult again(String said) {
        return new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), said);
    }

    private static HttpUriRequestBase request(Outgoing outgoing) {
        HttpUriRequestBase request = new HttpUriRequestBase(outgoing.method(), outgoing.url());
        outgoing.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        outgoing.body().ifPresent(json -> request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON)));
        return request;
    }

    private AttemptResult result(ClassicHttpResponse response) {
        Optional<String> retryAfter =
                Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue);
        return StatusPolicy.sort(response.getCode(), RetryAfter.read(retryAfter, clock));
    }

    /**
     * A short answer is read to its end, so that the connection can be used again; a longer one is cut off. What
     * becomes of it does not change what the status said.
     */
    private static JsonNode body(HttpUriRequestBase request, ClassicHttpResponse response) {
        JsonNode read = MissingNode.getInstance();
        try (response) {
            HttpEntity entity = response.getEntity();
            byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(MOST_READ);
            if (bytes.length == MOST_READ) {
                request.cancel();
            }
            read = Json.mapper().readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debugf(
                    "an answer was not read to its end: reason=%s", e.getClass().getSimpleName());
        }
        return read;
    }
}
