package io.beton.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The rules against the reference of metrics, the runbook and their own tests, and what promtool says of all of it. */
class RulesTest {
    private static final String RUNBOOK = "deploy/monitoring/runbook.md#";
    private static final Pattern ENTRY = Pattern.compile("(?m)^## (Beton\\w+)$");
    private static final Pattern SAID = Pattern.compile("\\$labels\\.(\\w+)");

    private final Rules rules = Rules.read();
    private final Known known = Known.of(rules);

    @Test
    void everyExpressionAsksForMetricsAndLabelsThatThereAre() {
        assertThat(rules.all()).hasSizeGreaterThan(20).allSatisfy(rule -> known.assertKnows(rule.expression()));
    }

    @Test
    void everyAlertSaysHowBadItIsWhatItIsAndWhatToDo() {
        assertThat(rules.alerts()).allSatisfy(rule -> {
            String alert = rule.alert().orElseThrow();
            assertThat(rule.node().at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.annotation("summary")).as(alert).isNotBlank();
            assertThat(rule.annotation("description")).as(alert).hasSizeGreaterThan(40);
            assertThat(rule.annotation("runbook_url")).isEqualTo(RUNBOOK + alert.toLowerCase(Locale.ROOT));
            String said = rule.annotation("summary") + rule.annotation("description");
            assertThat(SAID.matcher(said).results().map(label -> label.group(1)))
                    .as("labels that %s names", alert)
                    .allMatch(label -> known.labels(rule.expression()).contains(label));
        });
    }

    @Test
    void everyAlertHasItsEntryInTheRunbookAndTheOtherWayRound() {
        assertThat(ENTRY.matcher(Files.text("runbook.md")).results().map(entry -> entry.group(1)))
                .containsExactlyElementsOf(alerts());
        assertThat(Files.text("runbook.md").split("\n## ")).allSatisfy(entry -> {
            if (entry.startsWith("Beton")) {
                assertThat(entry).contains("**Means**", "**Look at**", "**Do**");
            }
        });
    }

    @Test
    void everyAlertIsTestedBothWays() {
        List<JsonNode> tests = StreamSupport.stream(
                        Files.tree(Files.FOLDER.resolve("beton.rules.test.yml"))
                                .path("tests")
                                .spliterator(),
                        false)
                .flatMap(test ->
                        StreamSupport.stream(test.path("alert_rule_test").spliterator(), false))
                .toList();
        assertThat(alerts()).allSatisfy(alert -> {
            List<Boolean> fires = tests.stream()
                    .filter(test -> test.path("alertname").asText().equals(alert))
                    .map(test -> !test.path("exp_alerts").isEmpty())
                    .distinct()
                    .toList();
            assertThat(fires).as(alert).contains(true, false);
        });
    }

    @Test
    void promtoolHasNothingToSayAgainstThem() {
        Optional<Tool> promtool = Tool.find("promtool", "NOBODY SAW WHETHER ALERTS FIRE WHEN THEY SHOULD");
        promtool.ifPresent(tool -> {
            assertThat(tool.says("check", "rules", file("beton.rules.yml"))).contains("SUCCESS");
            assertThat(tool.says("test", "rules", file("beton.rules.test.yml"))).contains("SUCCESS");
            assertThat(tool.says("check", "config", file("prometheus.yml"))).contains("SUCCESS");
        });
    }

    private List<String> alerts() {
        return rules.alerts().stream().flatMap(rule -> rule.alert().stream()).toList();
    }

    private static String file(String name) {
        return Files.FOLDER.resolve(name).toString();
    }
}
