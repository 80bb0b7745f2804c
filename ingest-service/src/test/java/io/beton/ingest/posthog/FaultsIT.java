package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.beton.ingest.posthog.SourceFailure.Kind;
import io.beton.model.hogql.HogQl;
import io.beton.standin.fault.Fault;
import io.beton.standin.http.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever PostHog answers, nothing is asked before its time, nothing heavy twice, and each failure is counted. */
class FaultsIT {
    private final GuestPostHog postHog = new GuestPostHog();

    @AfterEach
    void close() {
        postHog.close();
    }

    /** What passes: asked once more, and not before the time, by whichever replica. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            429 | 43                            | throttled_error | throttled | Request was throttled. | request_throttle | 43
            429 | none                          | throttled_error | throttled | Too many queries are running right now | concurrency | 10
            429 | 600                           | throttled_error | api_queries_budget_exceeded | The budget is used up | byte_budget | 600
            429 | none                          | throttled_error | api_queries_budget_exceeded | The budget is used up | byte_budget | 1800
            402 | none                          | server_error | api_queries_quota_exceeded | The quota is used up | quota | 3600
            503 | none                          | server_error | error | Queries are a little too busy right now. | cluster_busy | 1
            503 | Thu, 01 Jan 2026 00:00:20 GMT | server_error | error | Queries are a little too busy right now. | cluster_busy | 20
            503 | 1                             | server_error | database_unavailable | Try again | database_unavailable | 1
            513 | none                          | server_error | clickhouse_memory_limit_exceeded | We're under heavy load. Please try again in a few minutes. | cluster_memory | 120
            502 | none                          | html | none | none | gateway | 1
            503 | none                          | html | none | none | gateway | 1
            504 | none                          | html | none | none | gateway | 1
            """)
    void whatPassesIsWaitedForByEveryReplica(
            int status, String retryAfter, String type, String code, String detail, String cause, long seconds) {
        // Given
        Fault fault = type.equals("html")
                ? Fault.answering(status, "<html><h1>" + status + "</h1></html>")
                : Fault.answering(status, GuestPostHog.envelope(type, code, detail));
        postHog.meets(retryAfter == null ? fault : fault.withHeader("Retry-After", retryAfter));
        Instant before = postHog.clock().instant();

        // When
        long answer = postHog.one().sum(1, 2, Patience.HISTORY);

        // Then
        assertThat(answer).isEqualTo(3);
        assertThat(postHog.queries()).hasSize(2);
        assertThat(postHog.queries().get(1).at()).isAfterOrEqualTo(before.plusSeconds(seconds));
        assertThat(postHog.one().failures()).containsExactly(Map.entry(cause, 1.0));
    }

    /** The answer to one replica keeps the other from asking at all. */
    @Test
    void whatOneIsToldTheOtherKeeps() {
        // Given
        postHog.meets(Fault.answering(429, GuestPostHog.envelope("throttled_error", "throttled", "Wait."))
                .withHeader("Retry-After", "300"));
        failure(() -> postHog.one().sum(1, 2, Patience.POLL));

        // When
        SourceFailure kept = failure(() -> postHog.other().sum(3, 4, Patience.POLL));
        postHog.clock().forward(Duration.ofSeconds(300));
        long later = postHog.other().sum(3, 4, Patience.POLL);

        // Then
        assertThat(kept.cause()).isEqualTo(Cause.NO_ROOM);
        assertThat(kept).hasMessageContaining("2026-01-01T00:05:00");
        assertThat(later).isEqualTo(7);
        assertThat(postHog.queries()).hasSize(2);
    }

    /** It failed nobody: whoever comes next asks it. */
    @Test
    void whoWaitsForAPlaceWhileTheServiceEndsIsToldThat() {
        // Given
        postHog.meets(Fault.answering(429, GuestPostHog.envelope("throttled_error", "throttled", "Wait."))
                .withHeader("Retry-After", "300"));
        failure(() -> postHog.one().sum(1, 2, Patience.POLL));
        postHog.other().endLimiter();

        // When
        SourceFailure kept = failure(() -> postHog.other().sum(3, 4, Patience.WARM_UP));

        // Then
        assertThat(kept.ending()).isTrue();
        assertThat(postHog.other().failures()).containsExactly(Map.entry("ending", 1.0));
        assertThat(postHog.queries()).hasSize(1);
    }

    /** What was too much is never asked again as it was, neither by a restarted nor by another replica. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            504 | error | Query has hit the max execution time before completing. | execution_time
            512 | error | Estimated query execution time (90 seconds) is too long. | estimated_time
            513 | clickhouse_memory_limit_exceeded | This query ran out of memory before it could finish. | memory
            400 | too_many_bytes | Limit for rows or bytes to read exceeded. | too_many_bytes
            504 | error | Query has hit the max execution time. It was not run again. It can run again in about 9 minutes. | failure_memory
            """)
    void whatIsTooMuchIsAskedOnce(int status, String code, String detail, String cause) {
        // Given
        postHog.meets(Fault.answering(status, GuestPostHog.envelope("server_error", code, detail)));

        // When
        SourceFailure first = failure(() -> postHog.one().sum(1, 2, Patience.HISTORY));
        SourceFailure again = failure(() -> postHog.other().sum(1, 2, Patience.HISTORY));
        long smaller = postHog.other().sum(1, 1, Patience.HISTORY);

        // Then
        assertThat(first.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(again.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(again).hasMessageContaining(detail);
        assertThat(smaller).isEqualTo(2);
        assertThat(postHog.queries()).hasSize(2);
        assertThat(postHog.one().failures()).containsExactly(Map.entry(cause, 1.0));
        assertThat(postHog.other().failures()).containsExactly(Map.entry("remembered", 1.0));
        postHog.clock().forward(Duration.ofHours(1));
        assertThat(postHog.one().sum(1, 2, Patience.HISTORY)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"CUT, cut_body", "TRUNCATED, broken_json"})
    void aBodyThatEndsEarlyIsAskedForAgain(Fault.Ending ending, String cause) {
        // Given
        postHog.meets(Fault.ending(ending));
        postHog.meetsOnLists(Fault.ending(ending));

        // When
        long answer = postHog.one().sum(1, 2, Patience.POLL);
        int listed = postHog.one().definitions(Patience.POLL);

        // Then
        assertThat(answer).isEqualTo(3);
        assertThat(listed).isEqualTo(1);
        assertThat(postHog.one().failures()).containsExactly(Map.entry(cause, 2.0));
    }

    @Test
    void aBodyThatDripsForeverIsGivenUpAndNotAskedAgain() {
        // Given
        postHog.meets(Fault.ending(Fault.Ending.DRIPPING));
        postHog.meetsOnLists(Fault.ending(Fault.Ending.DRIPPING));

        // When
        SourceFailure dripped = failure(() -> postHog.hasty().sum(1, 2, Patience.HISTORY));
        SourceFailure again = failure(() -> postHog.one().sum(1, 2, Patience.HISTORY));
        int listed = postHog.hasty().definitions(Patience.POLL);

        // Then
        assertThat(dripped.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(again.cause()).isEqualTo(Cause.REMEMBERED);
        assertThat(listed).isEqualTo(1);
        assertThat(postHog.queries()).hasSize(1);
        assertThat(postHog.hasty().failures()).containsOnly(Map.entry("slow_body", 1.0), Map.entry("slow_list", 1.0));
    }

    @Test
    void whoDoesNotWaitAnyLongerHoldsNoPlaceAndLeavesNobodyBehindARemark() {
        // Given
        postHog.meets(Fault.ending(Fault.Ending.DRIPPING));

        // When
        SourceFailure late = failure(() -> postHog.one().sumWithin(1, 2, Duration.ofSeconds(3)));
        SourceFailure over = failure(() -> postHog.one().sumWithin(1, 2, Duration.ZERO));

        // Then
        assertThat(late.cause()).isEqualTo(Cause.OUT_OF_TIME);
        assertThat(over.cause()).isEqualTo(Cause.OUT_OF_TIME);
        assertThat(postHog.other().sumWithin(1, 2, Duration.ofMinutes(1))).isEqualTo(3);
        assertThat(postHog.queries()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Patience.class)
    void whatDoesNotPassIsAskedOnce(Patience patience) {
        // Given
        HogQl wrong = new HogQl("beton_wrong", "SELECT nothing FROM events", Map.of());

        // When
        SourceFailure refused = failure(() -> postHog.one().ask(wrong, patience));

        // Then
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(postHog.queries()).hasSize(1);
        assertThat(postHog.one().failures()).containsExactly(Map.entry("refused", 1.0));
    }

    @Test
    void whoWasDisconnectedAsksNothingMore() {
        // Given
        postHog.one().sum(1, 2, Patience.HISTORY);
        postHog.disconnect();

        // When
        SourceFailure ended = failure(() -> postHog.one().sum(2, 3, Patience.HISTORY));

        // Then
        assertThat(ended.kind()).isEqualTo(Kind.DISCONNECTED);
        assertThat(ended).hasMessageContaining("deleted");
        assertThat(postHog.queries()).extracting(ReceivedRequest::queryName).containsExactly(Optional.of("beton_sum"));
    }

    /** Together, as the stand-in counts; it refuses whatever is above PostHog's limits. */
    @Test
    void replicasTogetherStayBelowTheLimits() {
        // Given
        List<GuestPostHog.Replica> replicas = List.of(postHog.one(), postHog.other());

        // When
        for (int i = 0; i < 70; i++) {
            replicas.get(i % 2).sum(i, 1, i % 3 == 0 ? Patience.POLL : Patience.HISTORY);
        }

        // Then
        List<Instant> asked =
                postHog.queries().stream().map(ReceivedRequest::at).toList();
        assertThat(postHog.queries())
                .hasSize(70)
                .allSatisfy(request -> assertThat(request.status()).isEqualTo(200));
        assertThat(asked).allSatisfy(first -> {
            assertThat(within(asked, first, Duration.ofMinutes(1))).isLessThanOrEqualTo(GuestPostHog.PER_MINUTE / 2);
            assertThat(within(asked, first, Duration.ofHours(1))).isLessThanOrEqualTo(GuestPostHog.PER_HOUR / 2);
        });
    }

    @Test
    void bytesThatAreLeftAreHeardOf() {
        // When
        postHog.one().sum(1, 2, Patience.POLL);

        // Then
        assertThat(postHog.one().bytesLeft()).isPresent();
        assertThat(postHog.other().bytesLeft()).isEqualTo(postHog.one().bytesLeft());
    }

    private static long within(List<Instant> all, Instant first, Duration window) {
        return all.stream()
                .filter(time -> !time.isBefore(first) && time.isBefore(first.plus(window)))
                .count();
    }

    private static SourceFailure failure(ThrowingCallable asking) {
        return catchThrowableOfType(SourceFailure.class, asking);
    }
}
