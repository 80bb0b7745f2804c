package io.beton.hypothesis.advisor;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries a question to the endpoint and its answer back, within a bounded time and size, and asks once more where the
 * endpoint was busy or away. It goes nowhere else: redirects are not followed, so that the key stays with the one host.
 *
 * <p>Reads: the endpoint. Writes: the same. On failure: a {@link NoAnswer} that says what to do.
 */
final class ModelHttp implements HttpClient {
    /** Far more than any number of tokens that is asked for. */
    private static final int MOST_BYTES = 2_000_000;

    private final Duration timeout;
    private final Duration retryPause;
    private final java.net.http.HttpClient http;

    private ModelHttp(Duration timeout, Duration retryPause) {
        this.timeout = timeout;
        this.retryPause = retryPause;
        // servers of models are known to lose a body that comes with the wish to speak HTTP/2
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            return answer(request, deadline);
        } catch (NoAnswer first) {
            if (!first.mayPass() || left(deadline) <= retryPause.toNanos()) {
                throw first;
            }
            pause();
            return answer(request, deadline);
        }
    }

    /** Nobody reads an answer piece by piece. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("[advisor] answers are read as a whole");
    }

    private SuccessfulHttpResponse answer(HttpRequest request, long deadline) {
        CompletableFuture<HttpResponse<byte[]>> coming =
                http.sendAsync(sent(request), head -> new BoundedBody(MOST_BYTES));
        try {
            HttpResponse<byte[]> came = coming.get(left(deadline), TimeUnit.NANOSECONDS);
            if (came.statusCode() / 100 != 2) {
                throw NoAnswer.of(came.statusCode());
            }
            return SuccessfulHttpResponse.builder()
                    .statusCode(came.statusCode())
                    .headers(Map.of())
                    .body(came.body())
                    .build();
        } catch (TimeoutException e) {
            throw NoAnswer.late(timeout);
        } catch (ExecutionException e) {
            throw BoundedBody.wasTooLong(e) ? NoAnswer.tooLong(MOST_BYTES) : NoAnswer.lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NoAnswer.ending();
        } finally {
            coming.cancel(true);
        }
    }

    private static java.net.http.HttpRequest sent(HttpRequest request) {
        java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(request.method().name(), java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        return sent.build();
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(retryPause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NoAnswer.ending();
        }
    }

    /** Makes one for the library; the times that it names are its own, ours hold. */
    record Builder(Duration connectTimeout, Duration readTimeout, Duration timeout, Duration retryPause)
            implements HttpClientBuilder {
        Builder(Duration timeout, Duration retryPause) {
            this(timeout, timeout, timeout, retryPause);
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration wished) {
            return this;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration wished) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new ModelHttp(timeout, retryPause);
        }
    }
}
