package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may talk to whom is what the code and the operators need, and nothing else. */
final class NetworkTest {
    private static final Map<String, Integer> PORTS = Map.of(
            "ingest-service", 8081, "hypothesis-service", 8082, "backtest-service", 8083, "router-service", 8084);
    private static final List<String> WITH_A_SCHEMA = List.of("ingest-service", "hypothesis-service", "router-service");
    private static final Pattern RANGE = Pattern.compile("\"([0-9a-f:.]+/\\d+)\"");

    @Test
    void whoeverMayTalkIsExpectedTo() {
        Rendering.ALL.forEach((name, objects) -> assertThat(Talk.of(objects))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                        expected(name, !Manifests.ofKind(objects, "Cluster").isEmpty())));
    }

    @Test
    void everybodyIsDeniedFirst() {
        Stream.concat(Stream.of(Manifests.documents()), Rendering.ALL.values().stream())
                .map(objects -> Manifests.named(objects, "NetworkPolicy", "deny-everything")
                        .path("spec"))
                .forEach(deny -> {
                    assertThat(deny.path("podSelector").isObject()).isTrue();
                    assertThat(deny.path("podSelector").isEmpty()).isTrue();
                    assertThat(deny.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
                    assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
                });
    }

    @Test
    void nothingPrivateIsAmongThePublic() {
        Set<String> ranges = RANGE.matcher(Manifests.read(Manifests.REPOSITORY.resolve(
                        "common-model/service-kit/src/main/java/io/beton/kit/net/PrivateAddress.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ranges).hasSizeGreaterThan(20);

        Stream.concat(Stream.of(Manifests.documents()), Rendering.ALL.values().stream())
                .forEach(objects -> {
                    List<JsonNode> wide = blocks(objects)
                            .filter(block -> !block.path("except").isEmpty())
                            .toList();
                    assertThat(wide.stream().map(block -> block.path("cidr").asText()))
                            .containsExactly("0.0.0.0/0", "2000::/3");
                    assertThat(wide.stream()
                                    .flatMap(block -> each(block.path("except")))
                                    .map(JsonNode::asText))
                            .containsExactlyInAnyOrderElementsOf(ranges.stream()
                                    .filter(NetworkTest::isReachable)
                                    .toList());
                    assertThat(blocks(objects)
                                    .filter(block -> block.path("except").isEmpty())
                                    .map(block -> block.path("cidr").asText()))
                            .isSubsetOf("169.254.20.10/32", "10.0.0.0/8");
                });
    }

    @Test
    void eachPolicyIsAboutSomebody() {
        Rendering.ALL.forEach((name, objects) -> {
            List<Pod> pods = Stream.concat(Pod.of(objects).stream(), Pod.ofOperators(objects).stream())
                    .toList();
            assertThat(Manifests.ofKind(objects, "NetworkPolicy"))
                    .as(name)
                    .allMatch(
                            policy -> pods.stream().anyMatch(pod -> pod.isSelectedBy(policy.at("/spec/podSelector"))));
        });
    }

    private static Set<String> expected(String name, boolean cloudNativePg) {
        Neighbours neighbours = name.equals("openshift") ? Neighbours.OF_OPENSHIFT : Neighbours.USUAL;
        Set<String> lines = new TreeSet<>(
                Set.of("hypothesis-service > router-service 8084", "router-service > ingest-service 8081"));
        PORTS.forEach((service, port) -> {
            lines.add(neighbours.ingress() + " > " + service + " " + port);
            lines.add(neighbours.prometheus() + " > " + service + " " + port);
            lines.add(service + " > kafka " + (name.equals("dev") ? 9092 : 9093));
        });
        Set<String> pods = new TreeSet<>(PORTS.keySet());
        pods.add("kafka");
        if (name.equals("dev")) {
            pods.addAll(Set.of("topics", "postgres"));
            lines.add("topics > kafka 9092");
        } else {
            lines.addAll(kafka(neighbours));
        }
        if (cloudNativePg) {
            pods.add("postgres");
            lines.addAll(postgres(neighbours));
        }
        String database = cloudNativePg || name.equals("dev") ? "postgres" : "10.0.0.0/8";
        WITH_A_SCHEMA.forEach(service -> lines.add(service + " > " + database + " 5432"));
        pods.forEach(pod -> neighbours.names().forEach(resolver -> lines.add(pod + " > " + resolver)));
        outward(name).forEach(service -> lines.add(service + " > public 443"));
        return lines;
    }

    private static Set<String> outward(String name) {
        Set<String> services = new TreeSet<>(Set.of("ingest-service", "router-service"));
        if (name.equals("advisor")) {
            services.add("hypothesis-service");
        }
        return name.equals("issuer") ? PORTS.keySet() : services;
    }

    private static Set<String> kafka(Neighbours neighbours) {
        return Set.of(
                "kafka > kafka 9090",
                "kafka > kafka 9091",
                neighbours.keda() + " > kafka 9093",
                "kafka > anything 443",
                "kafka > anything 6443");
    }

    private static Set<String> postgres(Neighbours neighbours) {
        return Set.of(
                "postgres > postgres 5432",
                "postgres > postgres 8000",
                neighbours.cloudNativePg() + " > postgres 5432",
                neighbours.cloudNativePg() + " > postgres 8000",
                neighbours.prometheus() + " > postgres 9187",
                "postgres > anything 443",
                "postgres > anything 6443");
    }

    private static Stream<JsonNode> blocks(List<JsonNode> objects) {
        return Manifests.ofKind(objects, "NetworkPolicy").stream()
                .flatMap(policy -> policy.findValues("ipBlock").stream());
    }

    /** The ranges below 2000::/3 of IPv6 are none of the public's anyway. */
    private static boolean isReachable(String range) {
        return !range.contains(":") || range.startsWith("2") || range.startsWith("3");
    }

    /** Namespaces, by what policies know them by, and who answers for names. */
    private record Neighbours(
            String ingress, String prometheus, String keda, String cloudNativePg, List<String> names) {
        private static final Neighbours USUAL = new Neighbours(
                "ingress-nginx",
                "monitoring",
                "keda",
                "cnpg-system",
                List.of(
                        "kube-system/kube-dns 53",
                        "kube-system/kube-dns 53/UDP",
                        "169.254.20.10/32 53",
                        "169.254.20.10/32 53/UDP"));
        private static final Neighbours OF_OPENSHIFT = new Neighbours(
                "policy-group.network.openshift.io/ingress",
                "openshift-user-workload-monitoring",
                "openshift-keda",
                "openshift-operators",
                List.of("openshift-dns 5353", "openshift-dns 5353/UDP"));
    }
}
