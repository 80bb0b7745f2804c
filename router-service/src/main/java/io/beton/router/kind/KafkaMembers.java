package io.beton.router.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which topic is told.
 *
 * @param bootstrapServers brokers of another cluster, by comma; without them it is our own
 * @param security how that cluster is spoken to
 */
public record KafkaMembers(String topic, Optional<String> bootstrapServers, Security security, Optional<Login> login)
        implements SinkMembers {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final String OURS = "beton.";

    public KafkaMembers {
        InvalidMember.requireText(topic, "topic");
        InvalidMember.check(
                TOPIC.matcher(topic).matches() && !topic.equals(".") && !topic.equals(".."),
                "topic",
                "`topic` must be a name of letters, digits, `.`, `_` and `-`");
        bootstrapServers = bootstrapServers == null ? Optional.empty() : bootstrapServers;
        login = login == null ? Optional.empty() : login;
        security = security == null ? Security.TLS : security;
        InvalidMember.check(
                bootstrapServers.isPresent() || !topic.startsWith(OURS),
                "topic",
                "`topic` must not begin with `beton.` on our own cluster: those topics are ours");
        InvalidMember.check(
                bootstrapServers.isPresent() || login.isEmpty(),
                "login",
                "`login` is for other clusters; name `bootstrap_servers` too");
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        servers().forEach(server -> guard.checkHost(server.getHost(), "bootstrap_servers"));
        InvalidMember.check(
                bootstrapServers.isEmpty() || security == Security.TLS || guard.allowsPlaintext(),
                "security",
                "`security` must be `tls`; `none` only where the operator sets beton.router.allow-http");
    }

    /** The brokers that are named. */
    List<URI> servers() {
        return bootstrapServers.stream()
                .flatMap(servers -> Arrays.stream(servers.split(",")))
                .map(KafkaMembers::server)
                .toList();
    }

    private static URI server(String named) {
        try {
            URI server = URI.create("kafka://" + named.trim());
            if (server.getHost() != null && server.getPort() > 0) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new InvalidMember("bootstrap_servers", "`bootstrap_servers` must be hosts with ports, by comma");
    }

    /** How a cluster is spoken to. */
    public enum Security {
        @JsonProperty("tls")
        TLS,
        @JsonProperty("none")
        NONE
    }

    /** Who we are to a cluster. @param mechanism {@code PLAIN}, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512} */
    public record Login(String mechanism, String username, Secret password) {
        private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

        public Login {
            InvalidMember.check(
                    MECHANISMS.contains(mechanism), "mechanism", "`mechanism` must be one of " + MECHANISMS);
            InvalidMember.requireText(username, "username");
            InvalidMember.require(password, "password");
        }
    }
}
