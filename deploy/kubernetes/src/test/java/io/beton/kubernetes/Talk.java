package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may talk to whom by the policies of one rendering, as lines such as {@code router-service > ingest-service 8081}. Beside
 * pods there are namespaces, ranges of addresses, the public, and, where a rule names nobody, anything.
 */
record Talk(List<Pod> pods, List<JsonNode> policies) {
    private static final String EVERY_PORT = "*";

    static Set<String> of(List<JsonNode> objects) {
        List<JsonNode> listeners =
                Manifests.ofKind(objects, "Kafka").stream().map(Talk::ofStrimzi).toList();
        return new Talk(
                        Stream.concat(Pod.of(objects).stream(), Pod.ofOperators(objects).stream())
                                .toList(),
                        Stream.concat(Manifests.ofKind(objects, "NetworkPolicy").stream(), listeners.stream())
                                .toList())
                .lines();
    }

    private Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        for (Pod pod : pods) {
            for (Pod other : pods) {
                between(pod, other).forEach(port -> lines.add(pod.name() + " > " + other.name() + " " + port));
            }
            outside(pod, Direction.EGRESS).forEach(line -> lines.add(pod.name() + " > " + line));
            outside(pod, Direction.INGRESS)
                    .forEach(line -> lines.add(line.replaceFirst("(?= \\S+$)", " > " + pod.name())));
        }
        return lines;
    }

    /** The ports at which one pod's policies let it out and the other's let it in. */
    private Set<String> between(Pod from, Pod to) {
        Set<String> out = ports(from, Direction.EGRESS, to, to);
        Set<String> in = ports(to, Direction.INGRESS, from, to);
        if (in.contains(EVERY_PORT)) {
            return out;
        }
        if (!out.contains(EVERY_PORT)) {
            in.retainAll(out);
        }
        return in;
    }

    private Set<String> ports(Pod one, Direction direction, Pod other, Pod listening) {
        return rules(one, direction)
                .filter(rule -> direction.peers(rule).isEmpty()
                        || each(direction.peers(rule))
                                .anyMatch(peer -> isPod(peer) && other.isSelectedBy(peer.path("podSelector"))))
                .flatMap(rule -> ports(rule).filter(port -> isOf(listening, port)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whom else, and at which ports. */
    private Stream<String> outside(Pod pod, Direction direction) {
        return rules(pod, direction).flatMap(rule -> {
            Stream<String> peers = direction.peers(rule).isEmpty()
                    ? Stream.of("anything")
                    : each(direction.peers(rule)).filter(peer -> !isPod(peer)).map(Talk::name);
            return peers.flatMap(peer -> ports(rule)
                    .filter(port -> direction == Direction.EGRESS || isOf(pod, port))
                    .map(port -> peer + " " + port));
        });
    }

    private Stream<JsonNode> rules(Pod pod, Direction direction) {
        return policies.stream()
                .filter(policy -> each(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction.type)))
                .filter(policy -> pod.isSelectedBy(policy.at("/spec/podSelector")))
                .flatMap(policy -> each(policy.path("spec").path(direction.rules)));
    }

    private static Stream<String> ports(JsonNode rule) {
        return rule.path("ports").isEmpty()
                ? Stream.of(EVERY_PORT)
                : each(rule.path("ports")).map(Talk::port);
    }

    /** Not every network knows ports by their names. */
    private static String port(JsonNode port) {
        if (!port.path("port").isInt() || port.has("endPort")) {
            throw new AssertionError("not one number: " + port);
        }
        String protocol = port.path("protocol").asText("TCP");
        return port.path("port").asText() + (protocol.equals("TCP") ? "" : "/" + protocol);
    }

    private static boolean isOf(Pod pod, String port) {
        return port.equals(EVERY_PORT) || !port.contains("/") && pod.listensAt(Integer.parseInt(port));
    }

    private static boolean isPod(JsonNode peer) {
        return peer.has("podSelector") && !peer.has("namespaceSelector");
    }

    private static String name(JsonNode peer) {
        String range = peer.at("/ipBlock/cidr").asText();
        if (!range.isEmpty()) {
            return Set.of("0.0.0.0/0", "2000::/3").contains(range) ? "public" : range;
        }
        return Stream.of("namespaceSelector", "podSelector")
                .map(peer::path)
                .filter(JsonNode::isObject)
                .map(Talk::labels)
                .collect(Collectors.joining("/"));
    }

    private static String labels(JsonNode selector) {
        if (selector.isEmpty() || selector.has("matchExpressions")) {
            return "whoever meets " + selector;
        }
        return selector.path("matchLabels").properties().stream()
                .map(label -> label.getValue().asText().isEmpty()
                        ? label.getKey()
                        : label.getValue().asText())
                .collect(Collectors.joining(","));
    }

    /** What Strimzi makes of a listener, and of brokers that talk to each other. */
    private static JsonNode ofStrimzi(JsonNode kafka) {
        String ours = "{podSelector: {matchLabels: {strimzi.io/cluster: %s}}}".formatted(Manifests.name(kafka));
        JsonNode listener = kafka.at("/spec/kafka/listeners/0");
        return Manifests.parse("""
                        spec:
                          podSelector: {matchLabels: {strimzi.io/cluster: %s, strimzi.io/kind: Kafka}}
                          policyTypes: [Ingress]
                          ingress:
                            - {from: [%s], ports: [{port: 9090}, {port: 9091}]}
                            - {from: %s, ports: [{port: %s}]}
                        """.formatted(
                        Manifests.name(kafka), ours, listener.path("networkPolicyPeers"), listener.path("port")))
                .get(0);
    }

    private enum Direction {
        INGRESS("Ingress", "ingress", "from"),
        EGRESS("Egress", "egress", "to");

        private final String type;
        private final String rules;
        private final String peers;

        Direction(String type, String rules, String peers) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
        }

        JsonNode peers(JsonNode rule) {
            return rule.path(peers);
        }
    }
}
