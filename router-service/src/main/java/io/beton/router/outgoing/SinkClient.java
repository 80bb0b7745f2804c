package io.beton.router.outgoing;

import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.SinkConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Calls destinations, at addresses that the guard lets pass. */
@Singleton
public final class SinkClient {
    /** Each binding has few attempts at once; a limit of connections would only let a dead one take those of others. */
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final TimeValue IDLE = TimeValue.ofMinutes(1);

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final Clock clock;
    private final ScheduledExecutorService cutter =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "cut slow attempts"));

    public SinkClient(AddressGuard guard, SinkConfig config, Clock clock) {
        this.timeout = config.attemptTimeout();
        this.clock = clock;
        this.client = client(guard, Timeout.of(timeout));
    }

    /** Begins an attempt; its time runs from now. */
    public Conversation begin() {
        return new Conversation(client, clock, timeout, cutter);
    }

    @PreDestroy
    public void close() throws IOException {
        cutter.shutdownNow();
        client.close();
    }

    private static CloseableHttpClient client(AddressGuard guard, Timeout timeout) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guard)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .evictExpiredConnections()
                .evictIdleConnections(IDLE)
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
