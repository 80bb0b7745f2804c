package io.beton.standin.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.standin.http.ApiError;
import io.beton.standin.http.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what: authentication, then permissions, then throttles. */
public final class Access {
    private static final String AUTHORIZATION = "Authorization header";
    private final int projectId;
    private final Set<Integer> foreignProjects;
    private final Map<String, PersonalKey> keys = new ConcurrentHashMap<>();
    private final Optional<Throttle> queries;
    private final Optional<Throttle> others;

    public Access(int projectId, Set<Integer> foreignProjects, List<PersonalKey> keys, Limits limits, Clock clock) {
        this.projectId = projectId;
        this.foreignProjects = foreignProjects;
        keys.forEach(key -> this.keys.put(key.key(), key));
        this.queries =
                limits.rates().map(rates -> new Throttle(rates.queriesPerMinute(), rates.queriesPerHour(), clock));
        this.others = limits.rates().map(rates -> new Throttle(rates.othersPerMinute(), rates.othersPerHour(), clock));
    }

    /** A key works from now on. */
    public void allow(PersonalKey key) {
        keys.put(key.key(), key);
    }

    /** A key stops working. */
    public void revoke(String key) {
        keys.remove(key);
    }

    /** Checks a request under {@code /api/projects/:id/}. */
    public void project(Request request, String scope) {
        PersonalKey key = authenticate(request);
        String id = request.steps().get(2);
        boolean current = id.equals("@current");
        Optional<Integer> number = current
                ? Optional.of(projectId)
                : Optional.of(id).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
        boolean exists = number.isPresent() && (number.get() == projectId || foreignProjects.contains(number.get()));
        if (!key.projects().isEmpty()) {
            requireExisting(exists);
            if (!key.projects().contains(number.get())) {
                throw ApiError.forbidden("API key does not have access to the requested project: ID " + id + ".");
            }
        }
        requireScope(key, scope);
        requireExisting(exists);
        if (foreignProjects.contains(number.get())) {
            throw ApiError.forbidden("You don't have access to the project.");
        }
        throttle(key, scope);
    }

    /** Checks a request that belongs to no project; {@code restrictedKeys} tells whether project keys may call it. */
    public void global(Request request, String scope, boolean restrictedKeys) {
        PersonalKey key = authenticate(request);
        if (!restrictedKeys && !key.projects().isEmpty()) {
            throw ApiError.forbidden("API keys with scoped projects are only supported on project-based endpoints.");
        }
        requireScope(key, scope);
        throttle(key, scope);
    }

    private static void requireExisting(boolean exists) {
        if (!exists) {
            throw ApiError.notFound("Project not found.");
        }
    }

    private static void requireScope(PersonalKey key, String scope) {
        if (!key.allows(scope)) {
            throw ApiError.forbidden("API key missing required scope '" + scope + "'");
        }
    }

    private void throttle(PersonalKey key, String scope) {
        (scope.startsWith("query") ? queries : others).ifPresent(throttle -> throttle.count(key.key()));
    }

    private PersonalKey authenticate(Request request) {
        Optional<String> bearer = request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).trim());
        if (bearer.isPresent()) {
            return known(bearer.get(), AUTHORIZATION);
        }
        Optional<String> inBody = bodyKey(request);
        if (inBody.isPresent()) {
            return known(inBody.get(), "body");
        }
        return request.parameter("personal_api_key")
                .map(key -> known(key, "query string"))
                .orElseThrow(() ->
                        ApiError.unauthorized("not_authenticated", "Authentication credentials were not provided."));
    }

    private static Optional<String> bodyKey(Request request) {
        if (request.body().length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode key = request.json().path("personal_api_key");
            return key.isTextual() ? Optional.of(key.asText()) : Optional.empty();
        } catch (ApiError unreadable) {
            return Optional.empty();
        }
    }

    private PersonalKey known(String key, String source) {
        PersonalKey known = keys.get(key);
        if (known == null) {
            throw ApiError.unauthorized(
                    "authentication_failed", "Personal API key found in request " + source + " is invalid.");
        }
        return known;
    }
}
