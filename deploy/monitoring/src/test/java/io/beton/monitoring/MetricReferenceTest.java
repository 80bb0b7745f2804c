package io.beton.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of metrics against the code; {@code EndToEndIT} holds it against what a running system serves. */
class MetricReferenceTest {
    private static final Path KIT = Files.ROOT.resolve("common-model/service-kit");
    private static final Pattern LITERAL = Pattern.compile("\"(beton\\.[a-z.]+)\"");
    private static final Pattern WRITTEN = Pattern.compile("`(beton_[a-z_]+(?:_total|_seconds|_bytes))\\b");

    private final MetricReference reference = MetricReference.read();
    private final Map<String, String> meanings = meanings();

    @Test
    void everyMetricOfTheCodeStandsInTheTableAndTheOtherWayRound() {
        assertThat(reference.ours()).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(reference.ours())
                .extracting(metric -> metric.inJava(meanings.keySet()))
                .containsExactlyInAnyOrderElementsOf(meanings.keySet());
        assertThat(made().keySet()).containsExactlyInAnyOrderElementsOf(meanings.keySet());
    }

    @Test
    void theTableMeansWhatThePageOfMetricsSays() {
        assertThat(reference.ours())
                .allSatisfy(metric ->
                        assertThat(metric.meaning()).isEqualTo(meanings.get(metric.inJava(meanings.keySet()))));
    }

    @Test
    void theTableNamesTheServicesThatMakeAMetric() {
        Map<String, Set<String>> made = made();
        assertThat(reference.ours())
                .filteredOn(
                        metric -> !made.get(metric.inJava(meanings.keySet())).contains("kit"))
                .allSatisfy(metric -> assertThat(metric.services())
                        .as(metric.name())
                        .isEqualTo(made.get(metric.inJava(meanings.keySet()))));
    }

    @Test
    void namesAndUnitsAreThoseThatPrometheusAdvises() {
        assertThat(Stream.concat(
                        reference.ours().stream(),
                        reference.others().stream()
                                .filter(metric -> metric.name().startsWith("beton_"))))
                .allSatisfy(metric -> {
                    assertThat(metric.name().endsWith("_total"))
                            .as(metric.name())
                            .isEqualTo(metric.type() == Metric.Type.COUNTER);
                    List.of("seconds", "bytes")
                            .forEach(unit -> assertThat(metric.unit().equals(unit))
                                    .as("%s in %s", metric.name(), metric.unit())
                                    .isEqualTo(metric.name()
                                            .replaceFirst("_total$", "")
                                            .endsWith("_" + unit)));
                    // who did what stands in logs and tables; a series for each subject would be millions
                    assertThat(metric.labels())
                            .doesNotContain("subject", "person", "signal", "hypothesis", "delivery", "request");
                });
    }

    @Test
    void whatOtherPagesCallAMetricIsOne() {
        Set<String> known = reference.ours().stream()
                .flatMap(metric -> Stream.concat(Stream.of(metric.name()), metric.series().stream()))
                .collect(Collectors.toSet());
        assertThat(Stream.of(Files.ROOT, Files.ROOT.resolve("deploy"))
                        .flatMap(MetricReferenceTest::pages)
                        .flatMap(page -> WRITTEN.matcher(Files.text(page)).results())
                        .map(MetricReferenceTest::name))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    /** Those of a folder and of the folders in it. */
    private static Stream<Path> pages(Path folder) {
        try (Stream<Path> files = java.nio.file.Files.find(
                folder, 2, (file, attributes) -> file.toString().endsWith(".md"))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names that Java gives to meters, and which services do. */
    private static Map<String, Set<String>> made() {
        Map<String, Set<String>> made = new HashMap<>();
        for (String module : List.of("ingest", "hypothesis", "backtest", "router", "kit")) {
            Path folder = module.equals("kit") ? KIT : Files.ROOT.resolve(module + "-service");
            Files.in(folder.resolve("src/main/java"), ".java").stream()
                    .map(Files::text)
                    .filter(text -> text.contains("import io.micrometer."))
                    .flatMap(text -> LITERAL.matcher(text).results())
                    .map(MetricReferenceTest::name)
                    .forEach(name ->
                            made.computeIfAbsent(name, key -> new TreeSet<>()).add(module));
        }
        return made;
    }

    private static Map<String, String> meanings() {
        Properties read = new Properties();
        Path file = KIT.resolve("src/main/resources/io/beton/kit/metric/meanings.properties");
        try (java.io.Reader reader = java.nio.file.Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, read::getProperty));
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }
}
