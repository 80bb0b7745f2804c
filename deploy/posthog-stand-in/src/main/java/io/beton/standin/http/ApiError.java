package io.beton.standin.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An answer other than success, in PostHog's error envelope. */
public final class ApiError extends RuntimeException {
    private final int status;
    private final String type;
    private final String code;
    private final Optional<String> attribute;
    private final Optional<Long> retryAfterSeconds;

    private ApiError(
            int status,
            String type,
            String code,
            String detail,
            Optional<String> attribute,
            Optional<Long> retryAfter) {
        super(detail);
        this.status = status;
        this.type = type;
        this.code = code;
        this.attribute = attribute;
        this.retryAfterSeconds = retryAfter;
    }

    public static ApiError of(int status, String type, String code, String detail) {
        return new ApiError(status, type, code, detail, Optional.empty(), Optional.empty());
    }

    public static ApiError unauthorized(String code, String detail) {
        return of(401, "authentication_error", code, detail);
    }

    public static ApiError forbidden(String detail) {
        return of(403, "authentication_error", "permission_denied", detail);
    }

    public static ApiError notFound(String detail) {
        return of(404, "invalid_request", "not_found", detail);
    }

    public static ApiError parse(String detail) {
        return of(400, "invalid_request", "parse_error", "JSON parse error - " + detail);
    }

    public static ApiError invalid(String code, String detail) {
        return of(400, "validation_error", code, detail);
    }

    public static ApiError invalid(String code, String detail, String attribute) {
        return new ApiError(400, "validation_error", code, detail, Optional.of(attribute), Optional.empty());
    }

    public static ApiError throttled(String code, String detail, Optional<Long> retryAfterSeconds) {
        return new ApiError(429, "throttled_error", code, detail, Optional.empty(), retryAfterSeconds);
    }

    public static ApiError server(int status, String detail) {
        return of(status, "server_error", "error", detail);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    Answer answer(String siteUrl) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", type).put("code", code).put("detail", getMessage());
        body.put("attr", attribute.orElse(null));
        Answer answer = Answer.json(status, body);
        if (status == 401) {
            answer = answer.with(
                    "WWW-Authenticate",
                    "Bearer resource_metadata=\"" + siteUrl + "/.well-known/oauth-protected-resource\"");
        }
        return retryAfterSeconds.isPresent()
                ? answer.with("Retry-After", String.valueOf(retryAfterSeconds.get()))
                : answer;
    }
}
