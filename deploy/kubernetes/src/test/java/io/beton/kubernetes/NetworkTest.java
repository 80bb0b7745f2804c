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

/** Who may talk to whom is what the code needs, and nothing else. */
final class NetworkTest {
    private static final Set<String> CALLS =
            Set.of("hypothesis-service > router-service 8084", "router-service > ingest-service 8081");
    private static final Set<String> TO_SERVERS = Set.of(
            "ingest-service > kafka 9092",
            "hypothesis-service > kafka 9092",
            "backtest-service > kafka 9092",
            "router-service > kafka 9092",
            "topics > kafka 9092",
            "ingest-service > postgres 5432",
            "hypothesis-service > postgres 5432",
            "router-service > postgres 5432");
    private static final Pattern RANGE = Pattern.compile("\"([0-9a-f:.]+/\\d+)\"");

    @Test
    void podsTalkAsTheCodeDoes() {
        Rendering.ALL.forEach((name, objects) -> assertThat(talk(objects))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(
                        name.equals("dev")
                                ? Stream.concat(CALLS.stream(), TO_SERVERS.stream())
                                        .toList()
                                : CALLS));
    }

    @Test
    void everybodyIsDeniedFirst() {
        JsonNode deny = Manifests.named(Manifests.documents(), "NetworkPolicy", "deny-everything")
                .path("spec");

        assertThat(deny.path("podSelector").isEmpty()).isTrue();
        assertThat(deny.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.has("ingress") || deny.has("egress")).isFalse();
    }

    @Test
    void thePublicIsReachedByWhomItConcernsAndNothingPrivateIs() {
        Set<String> ranges = RANGE.matcher(Manifests.read(Manifests.REPOSITORY.resolve(
                        "common-model/service-kit/src/main/java/io/beton/kit/net/PrivateAddress.java")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ranges).hasSizeGreaterThan(20);

        Rendering.ALL.forEach((name, objects) -> {
            List<Pod> pods = Pod.of(objects);
            Set<String> reaching = new TreeSet<>();
            for (JsonNode policy : Manifests.ofKind(objects, "NetworkPolicy")) {
                for (JsonNode rule : rules(policy, "egress")) {
                    List<JsonNode> blocks = each(rule.path("to"))
                            .filter(to -> to.has("ipBlock"))
                            .map(to -> to.path("ipBlock"))
                            .toList();
                    if (blocks.isEmpty() || !rule.path("ports").toString().contains("443")) {
                        continue;
                    }
                    pods.stream()
                            .filter(pod -> pod.isSelectedBy(policy.at("/spec/podSelector")))
                            .map(Pod::name)
                            .forEach(reaching::add);
                    assertThat(blocks.stream().map(block -> block.path("cidr").asText()))
                            .containsExactly("0.0.0.0/0", "2000::/3");
                    assertThat(blocks.stream()
                                    .flatMap(block -> each(block.path("except")))
                                    .map(JsonNode::asText))
                            .as("excluded by %s of %s", Manifests.name(policy), name)
                            .containsExactlyInAnyOrderElementsOf(ranges.stream()
                                    .filter(NetworkTest::isReachable)
                                    .toList());
                    assertThat(rule.path("ports").size()).isEqualTo(1);
                }
            }
            assertThat(reaching)
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            name.equals("issuer-and-advisor")
                                    ? Manifests.SERVICES
                                    : List.of("ingest-service", "router-service"));
        });
    }

    @Test
    void eachPolicyIsAboutSomebody() {
        Rendering.ALL.forEach((name, objects) -> {
            List<Pod> pods = Pod.of(objects);
            List<String> byOperators = Stream.of("Kafka", "Cluster")
                    .flatMap(kind -> Manifests.ofKind(objects, kind).stream())
                    .map(Manifests::name)
                    .toList();
            assertThat(Manifests.ofKind(objects, "NetworkPolicy")).as(name).allMatch(policy -> {
                JsonNode selector = policy.at("/spec/podSelector");
                return pods.stream().anyMatch(pod -> pod.isSelectedBy(selector))
                        || selector.path("matchLabels").properties().stream()
                                .map(Map.Entry::getValue)
                                .allMatch(label -> byOperators.contains(label.asText()));
            });
        });
    }

    /** The ranges below 2000::/3 of IPv6 are none of the public's anyway. */
    private static boolean isReachable(String range) {
        return !range.contains(":") || range.startsWith("2") || range.startsWith("3");
    }

    private static Set<String> talk(List<JsonNode> objects) {
        List<Pod> pods = Pod.of(objects);
        List<JsonNode> policies = Manifests.ofKind(objects, "NetworkPolicy");
        Set<String> talk = new TreeSet<>();
        for (Pod from : pods) {
            for (Pod to : pods) {
                Set<Integer> ports = ports(policies, from, to, to, "egress", "to");
                ports.retainAll(ports(policies, to, from, to, "ingress", "from"));
                ports.forEach(port -> talk.add(from.name() + " > " + to.name() + " " + port));
            }
        }
        return talk;
    }

    /** At which ports of {@code listening} one pod's policies let it talk with another. */
    private static Set<Integer> ports(
            List<JsonNode> policies, Pod one, Pod other, Pod listening, String direction, String peers) {
        return policies.stream()
                .filter(policy -> one.isSelectedBy(policy.at("/spec/podSelector")))
                .flatMap(policy -> rules(policy, direction).stream())
                .filter(rule -> each(rule.path(peers))
                        .anyMatch(peer -> peer.has("podSelector")
                                && !peer.has("namespaceSelector")
                                && other.isSelectedBy(peer.path("podSelector"))))
                .flatMap(rule -> each(rule.path("ports")))
                .map(port -> listening.port(port.path("port")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> rules(JsonNode policy, String direction) {
        return each(policy.at("/spec/" + direction)).toList();
    }
}
