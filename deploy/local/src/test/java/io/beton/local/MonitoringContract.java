package io.beton.local;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.monitoring.Dashboard;
import io.beton.monitoring.Expression;
import io.beton.monitoring.Metric;
import io.beton.monitoring.MetricReference;
import io.beton.monitoring.Rules;
import io.beton.monitoring.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a system that has worked serves is what the reference of metrics says, and what rules and dashboards ask for. */
abstract class MonitoringContract extends DrainContract {
    static final List<String> SERVICES = List.of("ingest", "hypothesis", "backtest", "router");

    /** Those that are there only after a fault; every other query has an answer. */
    private static final Set<String> OF_FAULTS = Set.of("Failures by cause");
    /** What Grafana puts in, where everything is chosen. */
    private static final Map<String, String> CHOSEN =
            Map.of("__rate_interval", "1m", "connection", ".*", "project", ".*", "kind", ".*", "sink", ".*");
    /** What no service serves. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private final MetricReference reference = MetricReference.read();
    private final Rules rules = Rules.read();
    private final List<Dashboard.Query> queries =
            Dashboard.all().stream().flatMap(each -> each.queries().stream()).toList();

    @Test
    @Order(3)
    void theReferenceSaysWhatIsServedAndNothingElse() {
        // gauges follow within seconds, and Kafka's clients tell of partitions within a minute
        await().atMost(LONGEST).untilAsserted(() -> {
            Map<String, ServedMetrics> served = served();
            served.forEach(this::assertIsWhatIsSaid);
            asked().forEach(selector ->
                    assertThat(served.values()).as("who serves %s", selector).anyMatch(page -> page.has(selector)));
        });
    }

    @Test
    @Order(3)
    void promtoolMindsNothingInTheMetricsOfOurs() throws IOException {
        Optional<Tool> promtool = Tool.find("promtool", "NOBODY SAW WHAT PROMTOOL SAYS OF THE METRICS");
        for (String service : promtool.isPresent() ? SERVICES : List.<String>of()) {
            Path page = Files.writeString(
                    state.resolve(service + ".metrics"),
                    product.plainMetrics(service)
                            .lines()
                            .filter(line -> line.matches("(# \\w+ )?beton_.*"))
                            .reduce("", (all, line) -> all + line + "\n"));
            assertThat(promtool.get().says(page, "check", "metrics"))
                    .as("metrics of %s", service)
                    .isEmpty();
        }
    }

    @Test
    @Order(4)
    void prometheusAnswersWhatRulesAndDashboardsAskAndNothingFires() {
        Optional<Tool> tool = Tool.find("prometheus", "NO PROMETHEUS WAS ASKED WHAT DASHBOARDS AND RULES ASK");
        if (tool.isEmpty()) {
            return;
        }
        try (PrometheusServer prometheus = PrometheusServer.scraping(system, SERVICES, state)) {
            AtomicInteger series = new AtomicInteger();
            // a scrape may take too long on a machine that is busy, and the next one is in time
            await().atMost(LONGEST).untilAsserted(() -> {
                series.set(0);
                for (Dashboard.Query query : queries) {
                    List<JsonNode> answer =
                            prometheus.ask(query.expression().with(CHOSEN).text());
                    if (!OF_FAULTS.contains(query.panel())) {
                        assertThat(answer)
                                .as("%s: %s", query.dashboard(), query.panel())
                                .isNotEmpty();
                    }
                    series.addAndGet(answer.size());
                }
            });
            await().atMost(LONGEST).untilAsserted(() -> {
                for (Rules.Rule rule : rules.all()) {
                    assertThat(prometheus.ask(rule.expression().text()).isEmpty())
                            .as("whether there is nothing for %s", rule.expression())
                            .isEqualTo(rule.recorded().isEmpty());
                }
                assertThat(prometheus.rules()).hasSameSizeAs(rules.all()).allSatisfy(rule -> {
                    assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
                    assertThat(rule.path("state").asText("inactive"))
                            .as("%s", rule)
                            .isEqualTo("inactive");
                });
            });
            List<Dashboard.Variable> variables = Dashboard.all().stream()
                    .flatMap(dashboard -> dashboard.variables().stream())
                    .toList();
            variables.forEach(variable -> assertThat(prometheus.values(variable.metric(), variable.label()))
                    .as("values of %s", variable)
                    .isNotEmpty());
            System.out.printf(
                    "Prometheus answered %d queries of dashboards with %d series, %d rules, %d variables%n",
                    queries.size(), series.get(), rules.all().size(), variables.size());
        }
    }

    private void assertIsWhatIsSaid(String service, ServedMetrics page) {
        Set<String> said = reference.ours().stream()
                .filter(metric -> metric.services().contains(service))
                .filter(metric -> Set.of(Metric.Shown.START, Metric.Shown.WORK).contains(metric.shown())
                        || page.ours().contains(metric.name()))
                .map(ServedMetrics::described)
                .collect(toCollection(TreeSet::new));
        assertThat(page.ours().stream().map(page::described))
                .as("what %s serves", service)
                .containsExactlyElementsOf(said);
    }

    /** What rules and dashboards ask services for. */
    private List<Expression.Selector> asked() {
        return Stream.concat(
                        rules.all().stream().map(Rules.Rule::expression),
                        queries.stream()
                                .filter(query -> !OF_FAULTS.contains(query.panel()))
                                .map(Dashboard.Query::expression))
                .flatMap(expression -> expression.with(CHOSEN).selectors().stream())
                .filter(selector -> !OF_PROMETHEUS.contains(selector.name()))
                .filter(selector -> !rules.recorded().contains(selector.name()))
                .toList();
    }

    private Map<String, ServedMetrics> served() {
        return SERVICES.stream()
                .collect(toMap(service -> service, service -> new ServedMetrics(product.metrics(service))));
    }
}
