package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.signal.Signal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever goes wrong while PostHog is read, every event of it that a selector matches is applied exactly once: the
 * product itself shows it, for a claim that asks for some number of events fires at that number, and not one before.
 */
final class FaultsIT {

    @Test
    void everyEventIsAppliedExactlyOnce(@TempDir Path folder) throws Exception {
        List<Trouble> table = Stream.of(EventTroubles.all(), ProcessTroubles.all())
                .flatMap(List::stream)
                .toList();
        try (ReadSystem system = ReadSystem.start(folder, Trouble.SETTINGS)) {
            system.approve(table.stream().map(row -> row.crowd().claim()).toList());

            // When
            for (Trouble row : table) {
                System.out.println(row.fault());
                row.happen(system);
            }
            Collection<Signal> early = settled(system, table);
            table.forEach(row -> system.capture(row.crowd().closing(ReadSystem.now())));
            Collection<Signal> all = settled(system, table);

            // Then
            List<UUID> published = system.published();
            List<Tally> tallies = table.stream()
                    .map(row -> Tally.of(row.fault(), row.crowd(), published, early, all))
                    .toList();
            System.out.println(Tally.table(tallies));
            assertThat(tallies).allMatch(tally -> tally.lost() == 0 && tally.doubled() == 0);
            assertThat(system.headers())
                    .as("what is not traced")
                    .contains("ce_id")
                    .doesNotContain("traceparent", "ce_traceparent");
            assertThat(tallies).allMatch(tally -> tally.made() == tally.applied() && tally.made() > 0);
        }
    }

    /** The signals when everything made so far has been applied, or when that is waited for in vain. */
    private static Collection<Signal> settled(ReadSystem system, List<Trouble> table) {
        try {
            table.forEach(row -> system.untilPublished(row.crowd()));
        } catch (ConditionTimeoutException e) {
            System.out.println("not everything was published: " + e.getMessage());
        }
        return system.signals();
    }
}
