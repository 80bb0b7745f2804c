package io.beton.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every series that may be asked for, with its labels: what is in the reference, and what rules make of it. */
final class Known {
    private final MetricReference reference = MetricReference.read();
    private final Map<String, Set<String>> recorded = new HashMap<>();

    private Known() {}

    static Known of(Rules rules) {
        Known known = new Known();
        // Prometheus' own, of the rules that fire
        known.recorded.put("ALERTS", Set.of("alertname", "alertstate", "severity", "job", "connection", "sink"));
        rules.all()
                .forEach(rule ->
                        rule.recorded().ifPresent(name -> known.recorded.put(name, known.labels(rule.expression()))));
        return known;
    }

    void assertKnows(Expression expression) {
        assertThat(expression.selectors())
                .as(expression.text())
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(selector.labels())
                        .as("labels of %s", selector.name())
                        .allMatch(label -> has(selector.name(), label)));
        assertThat(expression.grouping())
                .as("what is grouped by in %s", expression.text())
                .allMatch(label -> expression.selectors().stream().anyMatch(selector -> has(selector.name(), label)));
    }

    /** The labels that what it gives may have. */
    Set<String> labels(Expression expression) {
        Set<String> labels = new HashSet<>(expression.grouping());
        // without grouping all are kept
        expression.selectors().stream().flatMap(this::kept).forEach(labels::add);
        return labels;
    }

    private Stream<String> kept(Expression.Selector selector) {
        Set<String> ofRecorded = recorded.get(selector.name());
        if (ofRecorded != null) {
            return ofRecorded.stream();
        }
        return Stream.concat(
                reference.of(selector.name()).stream().flatMap(metric -> metric.labels().stream()),
                List.of("job", "instance").stream());
    }

    private boolean has(String series, String label) {
        Set<String> ofRecorded = recorded.get(series);
        Optional<Metric> metric = reference.of(series);
        assertThat(ofRecorded != null || metric.isPresent())
                .as("%s stands neither in the reference nor among the rules", series)
                .isTrue();
        return ofRecorded != null
                ? ofRecorded.contains(label)
                : metric.orElseThrow().has(label);
    }
}
