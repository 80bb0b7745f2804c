package io.beton.standin.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.standin.events.CapturedEvent;
import io.beton.standin.events.Events;
import io.beton.standin.http.Answer;
import io.beton.standin.http.ApiError;
import io.beton.standin.http.Request;
import io.beton.standin.http.Routes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where events come in: one or a batch, with the project's public token; errors are plain text. */
public final class CaptureEndpoint {
    private final String projectToken;
    private final Events events;
    private final Clock clock;

    public CaptureEndpoint(String projectToken, Events events, Clock clock) {
        this.projectToken = projectToken;
        this.events = events;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        for (String path : List.of("/i/v0/e", "/capture", "/e", "/batch", "/track")) {
            routes.add("POST", path, this::capture);
        }
    }

    private Answer capture(Request request) {
        try {
            accept(request.json());
            return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "Ok"));
        } catch (CaptureRefused refused) {
            return Answer.text(refused.status(), refused.getMessage());
        } catch (ApiError unreadable) {
            return Answer.text(400, "failed to parse request: " + unreadable.getMessage());
        }
    }

    /** Takes one event, a list of events, or a batch. */
    public void accept(JsonNode body) {
        Instant now = clock.instant();
        List<CapturedEvent> accepted = new ArrayList<>();
        JsonNode list = body.isArray() ? body : body.path("batch");
        String outerToken = token(body);
        if (list.isArray()) {
            for (JsonNode event : list) {
                String inner = token(event);
                authorize(inner.isEmpty() ? outerToken : inner);
                accepted.add(CaptureFormat.event(event, body.path("sent_at"), now));
            }
        } else {
            authorize(outerToken);
            accepted.add(CaptureFormat.event(body, body.path("sent_at"), now));
        }
        if (accepted.isEmpty()) {
            throw new CaptureRefused(400, "request contained no events");
        }
        events.accept(accepted);
    }

    private static String token(JsonNode node) {
        String token = node.path("api_key").asText("");
        return token.isEmpty()
                ? node.path("token")
                        .asText(node.path("properties").path("token").asText(""))
                : token;
    }

    private void authorize(String token) {
        if (token.isEmpty()) {
            throw new CaptureRefused(401, "event submitted without an api_key");
        }
        if (!token.equals(projectToken)) {
            throw new CaptureRefused(401, "API key is not valid: invalid token");
        }
    }
}
