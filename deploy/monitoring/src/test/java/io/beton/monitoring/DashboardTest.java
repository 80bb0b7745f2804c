package io.beton.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboards against the reference of metrics and the form that Grafana reads; {@code EndToEndIT} asks what they ask. */
class DashboardTest {
    private static final int GRID_WIDTH = 24;
    /** A variable, so that where it is read is said once. */
    private static final String RUNBOOK = "${runbook}";

    private final List<Dashboard> dashboards = Dashboard.all();
    private final Known known = Known.of(Rules.read());

    @Test
    void thereAreThree() {
        assertThat(dashboards)
                .extracting(Dashboard::file)
                .containsExactly("delivery.json", "overview.json", "posthog-cost.json");
        assertThat(dashboards)
                .extracting(dashboard -> dashboard.node().path("uid"))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyQueryAsksForMetricsAndLabelsThatThereAre() {
        assertThat(dashboards.stream().flatMap(dashboard -> dashboard.queries().stream()))
                .hasSizeGreaterThan(40)
                .allSatisfy(query -> known.assertKnows(query.expression()));
        assertThat(dashboards.stream().flatMap(dashboard -> dashboard.variables().stream()))
                .isNotEmpty()
                .allSatisfy(variable ->
                        known.assertKnows(new Expression(variable.metric() + "{" + variable.label() + "=\"\"}")));
    }

    @Test
    void everyPanelSaysWhatItIsInWhatUnitAndWhereItsNumbersComeFrom() {
        assertThat(dashboards.stream().flatMap(Dashboard::panels))
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel -> {
                    String title = panel.path("title").asText();
                    assertThat(panel.path("description").asText()).as(title).isNotBlank();
                    assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                            .as("unit of %s", title)
                            .isNotBlank();
                    assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
                            .as("thresholds of %s", title)
                            .isNotEmpty();
                    assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                });
    }

    @Test
    void nothingLiesOnAnything() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            Set<List<Integer>> taken = new HashSet<>();
            dashboard.panels().forEach(panel -> {
                JsonNode place = panel.path("gridPos");
                int x = place.path("x").asInt();
                assertThat(x + place.path("w").asInt()).isLessThanOrEqualTo(GRID_WIDTH);
                for (int column = x; column < x + place.path("w").asInt(); column++) {
                    for (int row = place.path("y").asInt();
                            row < place.path("y").asInt() + place.path("h").asInt();
                            row++) {
                        assertThat(taken.add(List.of(column, row)))
                                .as("%s of %s lies on another", panel.path("title"), dashboard.file())
                                .isTrue();
                    }
                }
            });
            assertThat(dashboard.panels().map(panel -> panel.path("id").asInt()))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void eachLeadsToTheRunbookAndTheOthersAndLetsChooseItsSource() {
        assertThat(dashboards).allSatisfy(dashboard -> {
            JsonNode variables = dashboard.node().at("/templating/list");
            assertThat(dashboard.node().path("links").toString()).contains(RUNBOOK, "\"beton\"");
            assertThat(variables.path(0).path("type").asText()).isEqualTo("datasource");
            assertThat(variables.path(variables.size() - 1).path("query").asText())
                    .isEqualTo("deploy/monitoring/runbook.md");
            assertThat(dashboard.node().path("schemaVersion").asInt()).isEqualTo(42);
        });
    }

    @Test
    void panelsLeadToEntriesOfTheRunbook() {
        List<String> entries = Rules.read().alerts().stream()
                .map(rule -> RUNBOOK + "#" + rule.alert().orElseThrow().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(dashboards.stream()
                        .flatMap(Dashboard::panels)
                        .flatMap(panel -> panel.findValuesAsText("url").stream())
                        .distinct())
                .hasSizeGreaterThan(10)
                .isSubsetOf(entries);
    }
}
