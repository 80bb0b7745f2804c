package io.beton.local;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * All of Beton as processes on this machine: broker, database, the stand-in if it is wanted, and the four services.
 *
 * <p>Closing it ends every process, the last started first.
 */
final class LocalSystem implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Duser.timezone=UTC");

    private final Path root;
    private final Path state;
    private final PortPlan ports;
    private final Secrets secrets;
    private final Map<String, String> extra;
    private final Map<String, Child> children = new LinkedHashMap<>();

    /** @param extra further environment of the services, which wins over the defaults */
    LocalSystem(Path root, Path state, PortPlan ports, Map<String, String> extra) {
        this.root = root;
        this.state = state;
        this.ports = ports;
        this.secrets = new Secrets(state);
        this.extra = Map.copyOf(extra);
    }

    /**
     * The stand-in shows events at once and counts no requests, so a newcomer need not wait as for PostHog; and nobody in it
     * is real, so that sinks may tell who they are.
     */
    static Map<String, String> eagerForStandIn() {
        return Map.of(
                "BETON_INGEST_MIN_SYNC_EVERY", "PT1S",
                "BETON_INGEST_POLL_SETTLE", "PT1S",
                "BETON_INGEST_LIMIT_REQUESTS_PER_MINUTE", "1000000",
                "BETON_INGEST_LIMIT_REQUESTS_PER_HOUR", "1000000",
                "BETON_INGEST_POLL_OVERLAP", "PT30S",
                "BETON_INGEST_IDENTITY_PERSON_PROPERTIES", "email",
                "BETON_INGEST_IDENTITY_DISTINCT_IDS", "true");
    }

    void startServers() {
        startKafka();
        startPostgres();
        awaitServers();
    }

    void startKafka() {
        start("kafka", serverCommand("KafkaMain", ports.kafka(), "kafka"), Map.of());
    }

    void startPostgres() {
        start("postgres", serverCommand("PostgresMain", ports.postgres(), "postgres"), Map.of());
    }

    void awaitServers() {
        awaitLine("kafka", "kafka ready");
        awaitLine("postgres", "postgres ready");
    }

    /** Starts the stand-in with the given world arguments; {@link #awaitStandIn} tells when it answers. */
    void startStandIn(List<String> world) {
        List<String> command = jvm("-Xmx1g");
        command.addAll(List.of("-jar", jar("deploy/posthog-stand-in/target/posthog-stand-in-0.1.0-SNAPSHOT.jar")));
        command.addAll(List.of(
                "--port",
                String.valueOf(ports.standIn()),
                "--state",
                state.resolve("stand-in").toString()));
        command.addAll(world);
        start("stand-in", command, Map.of("BETON_STANDIN_KEY", secrets.standInKey()));
    }

    void awaitStandIn() {
        awaitLine("stand-in", "stand-in ready");
    }

    void startServices() {
        for (String service : List.of("ingest", "hypothesis", "backtest", "router")) {
            startService(service);
        }
        for (String service : List.of("ingest", "hypothesis", "backtest", "router")) {
            awaitService(service);
        }
    }

    void startService(String service) {
        startService(service, Map.of());
    }

    /** @param more environment of this start alone, which wins over everything else */
    void startService(String service, Map<String, String> more) {
        startService(service, service, more);
    }

    /** A process of a service under a name of its own, for a service may have several. */
    void startService(String service, String name, Map<String, String> more) {
        List<String> command = jvm("-Xmx512m");
        command.addAll(List.of("-jar", jar(service + "-service/target/quarkus-app/quarkus-run.jar")));
        Map<String, String> environment = environment(service);
        environment.putAll(more);
        start(name, command, environment);
    }

    void awaitService(String service) {
        children.get(service).await(() -> Api.answers(uri(service).resolve("/q/health/ready")), LONGEST_START);
    }

    /** Waits until some process ends by itself, which none should; tells which and what it wrote last. */
    String awaitEndOfOne() throws InterruptedException {
        BlockingQueue<Child> ended = new LinkedBlockingQueue<>();
        children.values().forEach(child -> child.onUnwantedEnd(() -> ended.add(child)));
        return ended.take().lastWords();
    }

    URI uri(String part) {
        int port =
                switch (part) {
                    case "ingest" -> ports.ingest();
                    case "hypothesis" -> ports.hypothesis();
                    case "backtest" -> ports.backtest();
                    case "router" -> ports.router();
                    case "stand-in" -> ports.standIn();
                    default -> throw new IllegalArgumentException("[local] no part " + part);
                };
        return URI.create("http://localhost:" + port);
    }

    String bootstrapServers() {
        return "localhost:" + ports.kafka();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + ports.postgres() + "/beton";
    }

    String standInKey() {
        return secrets.standInKey();
    }

    String identityToken() {
        return secrets.identityToken();
    }

    String masterKey(String service) {
        return secrets.masterKey(service);
    }

    Child child(String name) {
        return children.get(name);
    }

    @Override
    public void close() {
        List<Child> last = new ArrayList<>(children.values());
        for (int i = last.size() - 1; i >= 0; i--) {
            last.get(i).close();
        }
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(uri(service).getPort()));
        if (!"backtest".equals(service)) {
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl());
            environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
            environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        }
        if ("hypothesis".equals(service)) {
            environment.put("BETON_HYPOTHESIS_ROUTER_URL", uri("router").toString());
        }
        if ("ingest".equals(service) || "router".equals(service)) {
            String prefix = "BETON_" + service.toUpperCase(Locale.ROOT);
            environment.put(prefix + "_MASTER_KEY", secrets.masterKey(service));
            environment.put(prefix + "_ALLOW_HTTP", "true");
            environment.put(prefix + "_ALLOWED_HOSTS", "localhost");
            environment.put(prefix + "_IDENTITY_TOKEN", secrets.identityToken());
        }
        environment.put("BETON_ROUTER_IDENTITY_URL", uri("ingest").toString());
        environment.putAll(extra);
        return environment;
    }

    private List<String> serverCommand(String main, int port, String folder) {
        List<String> command = jvm("-Xmx512m");
        String target = "deploy/servers/target/";
        command.addAll(List.of(
                "-cp",
                jar(target + "servers-0.1.0-SNAPSHOT.jar") + File.pathSeparator + root.resolve(target + "lib") + "/*",
                "io.beton.servers." + main,
                "--port",
                String.valueOf(port),
                "--data",
                state.resolve(folder).toString()));
        return command;
    }

    private List<String> jvm(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_JVM);
        command.add(heap);
        return command;
    }

    private String jar(String path) {
        Path jar = root.resolve(path);
        if (!jar.toFile().exists()) {
            throw new StartFailure(jar + " is missing; build it with `mvn -DskipTests package`");
        }
        return jar.toString();
    }

    private void start(String name, List<String> command, Map<String, String> environment) {
        children.put(name, Child.start(name, command, environment, state));
    }

    private void awaitLine(String name, String line) {
        Child child = children.get(name);
        child.await(() -> child.said(line), LONGEST_START);
    }
}
