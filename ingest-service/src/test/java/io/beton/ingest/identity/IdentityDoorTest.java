package io.beton.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityDoorTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void whoHasTheTokenIsLetIn() {
        assertThatCode(() -> door(Optional.of(TOKEN)).check(Optional.of("Bearer " + TOKEN)))
                .doesNotThrowAnyException();
    }

    @Test
    void aTokenFromAFileMayEndWithALine() {
        assertThatCode(() -> door(Optional.of(TOKEN + "\n")).check(Optional.of("Bearer " + TOKEN)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", TOKEN, "Bearer " + TOKEN + "0", "Bearer 0123456789abcdef0123456789abcdeg"})
    void nobodyElseIs(String shown) {
        assertThatThrownBy(() -> door(Optional.of(TOKEN)).check(Optional.of(shown)))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(403);
                    assertThat(problem.getDetail())
                            .contains("beton.ingest.identity.token")
                            .doesNotContain(TOKEN);
                });
    }

    @Test
    void withoutATokenNobodyIs() {
        assertThatThrownBy(() -> door(Optional.empty()).check(Optional.of("Bearer ")))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.getDetail()).contains("set beton.ingest.identity.token"));
    }

    @Test
    void aTokenThatCanBeGuessedIsNone() {
        assertThatThrownBy(() -> door(Optional.of("secret")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least 32 characters");
    }

    private static IdentityDoor door(Optional<String> token) {
        return new IdentityDoor(
                new Settings(token, Duration.ofSeconds(8), Optional.empty(), Optional.empty(), false, 1_000));
    }

    private record Settings(
            Optional<String> token,
            Duration within,
            Optional<Set<String>> personProperties,
            Optional<Set<String>> groupProperties,
            boolean distinctIds,
            int longest)
            implements IdentityConfig {}
}
