package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the page about backups is the one that {@link LossesIT} tries. */
final class LossTableTest {

    @Test
    void theTableStandsOnThePage() throws IOException {
        String page = Files.readString(Launched.ROOT.resolve("deploy/operations/backup.md"));
        List<String> rows = Arrays.stream(Loss.values()).map(Loss::row).toList();

        assertThat(page).contains(String.join("\n", rows));
        assertThat(page.lines().filter(line -> line.startsWith("| ")).toList()).containsAll(rows);
    }

    @Test
    void everyTopicIsInIt() {
        assertThat(Stream.of(Loss.values()).map(Loss::topic).flatMap(Optional::stream))
                .containsExactlyInAnyOrderElementsOf(Topics.all());
    }
}
