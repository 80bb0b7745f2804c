package io.beton.local;

import io.beton.model.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/** Answers of the stand-in that do not come before the test says so. */
final class HeldBack {
    private static final int LONG_MILLIS = 600_000;

    private final URI faults;

    HeldBack(LocalSystem system) {
        this.faults = system.uri("stand-in").resolve("/_standin/faults");
    }

    /** The answer to the next query of this name. */
    void next(String query) {
        String fault = Json.text(Map.of("count", 1, "path", query, "delay_ms", LONG_MILLIS));
        Api.send(request().POST(HttpRequest.BodyPublishers.ofString(fault)).build());
    }

    /** Whether everything that is to be held back is under way. */
    boolean all() {
        return Api.send(request().GET().build()).body().contains("\"waiting\":0");
    }

    void goOn() {
        Api.send(request().DELETE().build());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(faults).timeout(Duration.ofMinutes(1)).header("Content-Type", "application/json");
    }
}
