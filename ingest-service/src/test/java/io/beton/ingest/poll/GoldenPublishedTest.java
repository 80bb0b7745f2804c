package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.event.EventBatch;
import io.beton.model.golden.Golden;
import io.beton.model.id.SubjectId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version remembered to have published is known to this one. */
class GoldenPublishedTest {

    static List<Golden> published() {
        return Golden.of("ingest.published.events");
    }

    @ParameterizedTest
    @MethodSource("published")
    void itIsRestored(Golden golden) {
        // Given
        ByteBuffer written = ByteBuffer.wrap(golden.value());
        UUID uuid = new UUID(written.getLong(), written.getLong());
        long createdAt = written.getLong();
        long timestamp = written.getLong();
        assertThat(createdAt).isEqualTo(Long.parseLong(golden.beside().get("latest")));
        PublishedEvents events = new PublishedEvents();
        // When
        events.restore(golden.value());
        // Then
        assertThat(events.added(0)).isEmpty();
        EventBatch.Event other = new EventBatch.Event(new SubjectId("another"), timestamp, createdAt, uuid, Set.of());
        assertThat(events.add(List.of(other))).containsExactly(other);
    }
}
