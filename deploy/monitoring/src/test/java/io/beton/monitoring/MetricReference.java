package io.beton.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of metrics: the two tables of the README, ours and those of others that are made use of. */
public record MetricReference(List<Metric> ours, List<Metric> others) {
    private static final String SERVICES = "ingest, hypothesis, backtest, router";

    public static MetricReference read() {
        String readme = Files.text("README.md");
        return new MetricReference(rows(readme, "## Our metrics"), rows(readme, "## Metrics of others"));
    }

    /** The metric that has a series of this name. */
    public Optional<Metric> of(String series) {
        return Stream.concat(ours.stream(), others.stream())
                .filter(metric -> metric.series().contains(series))
                .findFirst();
    }

    private static List<Metric> rows(String readme, String heading) {
        String section = readme.substring(readme.indexOf(heading) + heading.length());
        int end = section.indexOf("\n## ");
        return (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("`", "").split("\\s*\\|\\s*"))
                .map(cells -> new Metric(
                        cells[1],
                        Metric.type(cells[2]),
                        words(cells[3]),
                        cells[4],
                        words(cells[5].equals("all") ? SERVICES : cells[5]),
                        Metric.shown(cells[6]),
                        cells[7]))
                .toList();
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split(",\\s*"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
