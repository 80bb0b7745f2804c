package io.beton.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.limit.IngestDatabase;
import io.beton.model.id.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class TaxonomyStoreIT {
    private static final ConnectionId ONE = new ConnectionId("con_one");

    private final DataSource database = IngestDatabase.fresh();
    private final TaxonomyStore store = new TaxonomyStore(database);
    private final TaxonomyStore otherInstance = new TaxonomyStore(database);
    private final List<String> read = new ArrayList<>();

    @Test
    void oneInstanceAtATimeReadsATaxonomyAndAnotherOneAfterItFailed() {
        // When
        store.alone(ONE, () -> {
            read.add("one");
            otherInstance.alone(ONE, () -> read.add("one, too"));
            otherInstance.alone(new ConnectionId("con_other"), () -> read.add("other"));
        });
        assertThatThrownBy(() -> store.alone(ONE, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        otherInstance.alone(ONE, () -> read.add("one again"));

        // Then
        assertThat(read).containsExactly("one", "other", "one again");
    }
}
