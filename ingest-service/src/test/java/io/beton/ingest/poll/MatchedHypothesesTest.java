package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MatchedHypothesesTest {

    @Test
    void theNextVersionOfAHypothesisIsReadForAnewAndOtherWordsForItAreNot() {
        // Given
        UUID before = version(1, "2026-11-01T00:00:00Z", "Who invites");

        // Then
        assertThat(version(1, "2026-11-01T00:00:00Z", "Who invites others")).isEqualTo(before);
        assertThat(version(2, "2026-11-01T00:00:00Z", "Who invites")).isNotEqualTo(before);
        assertThat(version(1, "2026-11-02T00:00:00Z", "Who invites")).isNotEqualTo(before);
    }

    private static UUID version(int version, String approvedAt, String sentence) {
        Hypothesis hypothesis = Json.read("""
                {"hypothesis_id": "hyp_1", "version": %d, "connection_id": "con_1", "goal_id": "goal_1",
                 "type": "conversion", "hypothesis": "%s", "subject": {"kind": "person"},
                 "condition": {"count": {"event": "invited"}, "at_least": 2},
                 "design": {"design": "anchored", "anchor": {"event": "signed_up"}, "within_days": 7},
                 "goal": {"outcome": {"event": "subscribed"}, "horizon_days": 30, "repeatable": false},
                 "status": "live", "searched": false, "tried": 1, "approved_at": "%s"}
                """.formatted(version, sentence, approvedAt), Hypothesis.class);
        return new MatchedHypotheses.Needs(List.of(hypothesis), 0).version();
    }
}
