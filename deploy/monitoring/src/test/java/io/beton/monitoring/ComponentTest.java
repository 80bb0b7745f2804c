package io.beton.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kustomize component has the same rules and dashboards, and scrapes the four services. */
class ComponentTest {
    private static final Path COMPONENT = Files.ROOT.resolve("deploy/kubernetes/components/monitoring");
    private static final Path RULES = COMPONENT.resolve("prometheusrule.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    @TempDir
    Path overlay;

    /** {@code -Drules.update=true} writes the rules anew instead. */
    @Test
    void thePrometheusRuleHoldsTheGroupsOfTheRuleFile() throws IOException {
        JsonNode groups = Files.tree(Files.FOLDER.resolve("beton.rules.yml")).path("groups");
        if (Boolean.getBoolean("rules.update")) {
            ObjectNode rule = (ObjectNode) Files.tree(RULES);
            ((ObjectNode) rule.path("spec")).set("groups", groups);
            java.nio.file.Files.writeString(
                    RULES,
                    "# made of deploy/monitoring/beton.rules.yml, see deploy/monitoring/README.md\n"
                            + YAML.writeValueAsString(rule));
        }
        assertThat(Files.tree(RULES).at("/spec/groups")).isEqualTo(groups);
        assertThat(Files.tree(RULES).path("kind").asText()).isEqualTo("PrometheusRule");
    }

    @Test
    void thePodMonitorScrapesTheMetricsOfTheFourServicesUnderTheirNames() {
        JsonNode spec = Files.tree(COMPONENT.resolve("podmonitor.yaml")).path("spec");

        assertThat(spec.path("jobLabel").asText()).isEqualTo("app.kubernetes.io/name");
        assertThat(spec.at("/selector/matchExpressions/0/values"))
                .extracting(JsonNode::asText)
                .containsExactly("ingest-service", "hypothesis-service", "backtest-service", "router-service");
        assertThat(spec.at("/podMetricsEndpoints/0/port").asText()).isEqualTo("http");
        assertThat(spec.at("/podMetricsEndpoints/0/path").asText()).isEqualTo("/q/metrics");
    }

    @Test
    void aPlainPrometheusScrapesThemUnderTheSameNames() {
        JsonNode jobs = Files.tree(Files.FOLDER.resolve("prometheus.yml")).path("scrape_configs");

        assertThat(jobs)
                .extracting(job -> job.path("job_name").asText()
                        + job.at("/static_configs/0/targets/0").asText().replaceFirst(".*:", ":")
                        + job.path("metrics_path").asText())
                .containsExactly(
                        "ingest-service:8081/q/metrics",
                        "hypothesis-service:8082/q/metrics",
                        "backtest-service:8083/q/metrics",
                        "router-service:8084/q/metrics");
    }

    @Test
    void kustomizeMakesAConfigMapOfEachDashboard() throws IOException {
        assertThat(Files.tree(Files.FOLDER.resolve("kustomization.yaml")).path("configMapGenerator"))
                .extracting(map -> map.at("/files/0").asText())
                .containsExactlyInAnyOrderElementsOf(Dashboard.all().stream()
                        .map(dashboard -> "dashboards/" + dashboard.file())
                        .toList());
        var kubectl = Tool.find("kubectl", "NOBODY SAW WHETHER THE COMPONENT OF MONITORING CAN BE RENDERED");
        if (kubectl.isEmpty()) {
            return;
        }
        Map<String, Integer> kinds = new TreeMap<>();
        for (JsonNode made : rendered(kubectl.get())) {
            kinds.merge(made.path("kind").asText(), 1, Integer::sum);
            if (made.path("kind").asText().equals("ConfigMap")) {
                assertThat(made.at("/metadata/labels/grafana_dashboard").asText())
                        .isEqualTo("1");
            }
        }
        assertThat(kinds).isEqualTo(Map.of("ConfigMap", 3, "PodMonitor", 1, "PrometheusRule", 1));
    }

    private List<JsonNode> rendered(Tool kubectl) throws IOException {
        java.nio.file.Files.writeString(
                overlay.resolve("kustomization.yaml"),
                "namespace: beton\ncomponents:\n  - " + overlay.toRealPath().relativize(COMPONENT.toRealPath()) + "\n");
        try (var documents =
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(kubectl.says("kustomize", overlay.toString()))) {
            return documents.readAll();
        }
    }
}
