package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights at Kafka that the page about security names are those that the map of topics needs. */
final class SecurityPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "hypothesis", "backtest", "router"})
    void whatAServiceReadsAndWritesStandsOnThePage(String service) throws IOException {
        assertThat(page()).contains(row(service));
    }

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        List<String> files;
        try (Stream<Path> walk = Files.walk(Launched.ROOT, 12)) {
            files = walk.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        }
        assertThat(page().lines()
                        .flatMap(line -> Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT|Contract))`")
                                .matcher(line)
                                .results())
                        .map(found -> found.group(1) + ".java")
                        .distinct())
                .hasSizeGreaterThan(15)
                .isSubsetOf(files);
    }

    private static String row(String service) {
        Predicate<Topics.Topic> reads = topic -> topic.readers().contains(service)
                || topic.writer().equals(service) && topic.cleanup() == Topics.Cleanup.COMPACT;
        return "| " + service + "-service | " + named(topic -> topic.writer().equals(service)) + " | " + named(reads)
                + " |";
    }

    private static String named(Predicate<Topics.Topic> which) {
        return Topics.all().stream()
                .filter(which)
                .map(topic -> "`" + topic.name() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String page() throws IOException {
        return Files.readString(Launched.ROOT.resolve("deploy/operations/security.md"));
    }
}
