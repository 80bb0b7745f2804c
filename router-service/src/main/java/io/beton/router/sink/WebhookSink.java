package io.beton.router.sink;

import io.beton.kit.net.OutgoingHosts;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;

/**
 * Posts a signal to an address, signed as Standard Webhooks says.
 *
 * <p>Reads: nothing. Writes: one POST a call. On failure: a result; redirects are not followed and no answer's body is
 * kept. An attempt that takes too long is cut off, however slowly the receiver drips.
 */
@Singleton
final class WebhookSink implements Sink {
    private static final Logger LOG = Logger.getLogger(WebhookSink.class);
    private static final int MOST_DRAINED = 16 * 1024;
    private static final int MOST_CONNECTIONS = 200;
    private static final int MOST_CONNECTIONS_TO_ONE = 20;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final Clock clock;
    private final ScheduledExecutorService cutter =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "cut slow webhooks"));

    WebhookSink(AddressGuard guard, SinkConfig config, Clock clock) {
        this.timeout = config.attemptTimeout();
        this.clock = clock;
        this.client = client(guard, Timeout.of(timeout));
    }

    @Override
    public SinkKind kind() {
        return SinkKind.WEBHOOK;
    }

    @Override
    public AttemptResult attempt(Signal signal, SinkBinding binding) {
        HttpPost post = request(signal, binding);
        Future<?> cut = cutter.schedule(post::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(target(binding), post, HttpClientContext.create());
            AttemptResult result = result(response);
            end(post, response);
            return result;
        } catch (OutgoingHosts.AddressRefused e) {
            return new AttemptResult.Refused(OptionalInt.empty(), "its address is private and not allowed");
        } catch (IOException e) {
            String what = post.isCancelled()
                    ? "no answer within " + timeout
                    : e.getClass().getSimpleName();
            return new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), what);
        } finally {
            cut.cancel(false);
        }
    }

    @PreDestroy
    void close() throws IOException {
        cutter.shutdownNow();
        client.close();
    }

    private HttpPost request(Signal signal, SinkBinding binding) {
        String id = signal.signalId().value();
        long timestamp = clock.instant().getEpochSecond();
        byte[] body = Json.bytes(signal);
        HttpPost post = new HttpPost(binding.url());
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", String.valueOf(timestamp));
        binding.secret().ifPresent(secret -> post.setHeader("webhook-signature", secret.sign(id, timestamp, body)));
        return post;
    }

    /** A short answer is read to its end so that the connection can be used again; a longer one is cut off. */
    private static void end(HttpPost post, ClassicHttpResponse response) {
        try (response) {
            HttpEntity entity = response.getEntity();
            if (entity != null && entity.getContent().readNBytes(MOST_DRAINED).length == MOST_DRAINED) {
                post.cancel();
            }
        } catch (IOException e) {
            LOG.debugf("the rest of an answer was not read: %s", e.getMessage());
        }
    }

    private static HttpHost target(SinkBinding binding) {
        URI url = binding.url();
        return new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    }

    private AttemptResult result(ClassicHttpResponse response) {
        Optional<String> retryAfter =
                Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue);
        return StatusPolicy.sort(response.getCode(), RetryAfter.read(retryAfter, clock));
    }

    private static CloseableHttpClient client(AddressGuard guard, Timeout timeout) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS_TO_ONE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Beton")
                .build();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
