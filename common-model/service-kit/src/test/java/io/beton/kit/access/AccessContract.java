package io.beton.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every service promises with access control: each operation is for a role, and whoever has it not is told so. */
public abstract class AccessContract {
    private static final String DESCRIPTION = "/q/openapi?format=json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** An upgrade now and then leaves the caller without an answer. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI root;

    /** Operations that look at a token of their own, as {@code POST /api/v1/...}; their service tests them. */
    protected Set<String> doorsOfTheirOwn() {
        return Set.of();
    }

    @Test
    void everyOperationNamesTheOneRoleThatItNeeds() {
        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            if (doorsOfTheirOwn().contains(operation.toString())) {
                assertThat(operation.roles()).isEmpty();
            } else {
                assertThat(operation.roles()).hasSize(1);
                assertThat(operation.needed() == Role.VIEWER)
                        .isEqualTo(operation.method().equals("GET"));
            }
        });
    }

    @Test
    void whoHasLessIsRefusedAndWhoHasItIsNot() {
        for (Operation operation : operations()) {
            if (doorsOfTheirOwn().contains(operation.toString())) {
                continue;
            }
            assertProblem(send(operation, Optional.empty()), 401);
            for (Role role : Role.values()) {
                HttpResponse<String> answer = send(operation, Optional.of(Guarded.token(role)));
                if (role.compareTo(operation.needed()) < 0) {
                    assertProblem(answer, 403);
                    assertThat(answer.body())
                            .contains(Guarded.name(role), operation.needed().word());
                    assertThat(challenge(answer)).contains("insufficient_scope");
                } else {
                    assertThat(answer.statusCode())
                            .as("%s as %s", operation, role)
                            .isNotIn(401, 403);
                }
            }
        }
    }

    @Test
    void whatIsNoOperationNeedsAViewerAndProbesNobody() {
        for (String path : List.of(
                DESCRIPTION,
                "/q/swagger-ui/",
                "/",
                "/api/v1/nothing",
                "/q/info",
                "/q/health-ui",
                "/q/health/../openapi",
                "/q/health/%2e%2e/openapi",
                "/q/metrics/..;/openapi")) {
            assertProblem(get(path, Optional.empty()), 401);
            assertThat(get(path, Optional.of(Guarded.token(Role.VIEWER))).statusCode())
                    .as(path)
                    .isNotIn(401, 403);
        }
        for (String path : List.of("/q/health/live", "/q/metrics")) {
            assertThat(get(path, Optional.empty()).statusCode()).as(path).isEqualTo(200);
            assertThat(get(path, Optional.of("a token that nobody knows")).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenThatNobodyKnowsIsRefusedWithoutRepeatingIt() {
        // Given
        String unknown = "0123456789abcdef0123456789abcdef";
        // When
        HttpResponse<String> answer = get(DESCRIPTION, Optional.of(unknown));
        // Then
        assertProblem(answer, 401);
        assertThat(challenge(answer)).contains("invalid_token");
        assertThat(answer.body()).contains("the token is not known here").doesNotContain(unknown);
    }

    private List<Operation> operations() {
        HttpResponse<String> answer = get(DESCRIPTION, Optional.of(Guarded.token(Role.VIEWER)));
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                Json.read(answer.body(), JsonNode.class).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    operations.add(Operation.of(path.getKey(), operation.getKey(), operation.getValue()));
                }
            }
        }
        return operations;
    }

    private HttpResponse<String> send(Operation operation, Optional<String> token) {
        return send(
                HttpRequest.newBuilder(root.resolve(operation.path().replaceAll("\\{[^}]*}", "unknown")))
                        .header("Content-Type", "application/json")
                        .method(operation.method(), HttpRequest.BodyPublishers.ofString("[]")),
                token);
    }

    private HttpResponse<String> get(String path, Optional<String> token) {
        return send(HttpRequest.newBuilder(URI.create(root + path.substring(1))), token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Optional<String> token) {
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        String what = answer.request().method() + " " + answer.uri();
        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
        assertThat(Json.read(answer.body(), JsonNode.class).path("detail").asText())
                .as(what)
                .isNotEmpty();
        if (status == 401) {
            assertThat(challenge(answer)).as(what).startsWith("Bearer realm=\"beton\"");
        }
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private record Operation(String method, String path, List<String> roles) {

        static Operation of(String path, String method, JsonNode described) {
            List<String> roles = new ArrayList<>();
            described.path("security").forEach(way -> way.path("token").forEach(role -> roles.add(role.asText())));
            return new Operation(method.toUpperCase(Locale.ROOT), path, roles);
        }

        Role needed() {
            return Role.named(roles.get(0)).orElseThrow();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
