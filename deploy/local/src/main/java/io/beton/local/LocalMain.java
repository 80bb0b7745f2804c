package io.beton.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs all of Beton on this machine and shows the main job; ends everything it started when it ends. */
public final class LocalMain {
    private static final int PROJECT = 1;

    private LocalMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            run(Options.parse(List.of(arguments), Path.of(System.getProperty("beton.root"))));
        } catch (StartFailure e) {
            fail(e.getMessage());
        } catch (IOException e) {
            fail("the state folder cannot be used: " + e);
        } catch (RuntimeException e) {
            e.printStackTrace();
            fail("this is a bug of deploy/local: " + e);
        }
    }

    private static void fail(String message) {
        System.err.println("beton: " + message);
        System.exit(1);
    }

    private static void run(Options options) throws IOException, InterruptedException {
        Optional<String> key = Optional.ofNullable(System.getenv(Options.KEY_VARIABLE));
        if (!options.standIn() && key.isEmpty()) {
            throw new StartFailure("the personal API key of that PostHog is taken from the environment variable "
                    + Options.KEY_VARIABLE + ", which is not set");
        }
        Screen screen = new Screen(System.out);
        Leftovers.end(options.state());
        if (options.fresh()) {
            delete(options.state());
        }
        PortPlan ports = options.ports();
        ports.checkFree();
        Path root = Path.of(System.getProperty("beton.root"));
        Memory memory = new Memory(options.state());
        LocalSystem system = new LocalSystem(root, options.state(), ports, environment(options));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(screen, system)));
        start(options, system, screen);
        WebhookReceiver receiver = new WebhookReceiver(
                ports.receiver(), (id, signal) -> screen.step("webhook", id + " " + SignalLine.of(signal)));
        SignalTail.follow(system.bootstrapServers(), signal -> screen.step("beton.signals", SignalLine.of(signal)));
        screen.step("running", "everything is kept in " + options.state() + "; Ctrl-C ends it");
        screen.step(
                "APIs",
                Stream.of("ingest", "hypothesis", "backtest", "router")
                        .map(service -> system.uri(service) + "/q/swagger-ui")
                        .reduce((one, other) -> one + " " + other)
                        .orElse(""));
        memory.kept("sink", () -> sink(system, receiver));
        Journey journey = new Journey(options, system, memory, screen);
        journey.connect(
                options.postHog().orElse(system.uri("stand-in")),
                options.project().orElse(String.valueOf(PROJECT)),
                options.standIn() ? system.standInKey() : key.orElseThrow());
        journey.explore();
        journey.report();
        screen.step(
                "signals",
                "appear here, on the topic beton.signals, and at " + system.uri("router") + "/api/v1/signals");
        throw new StartFailure(system.awaitEndOfOne());
    }

    private static void start(Options options, LocalSystem system, Screen screen) {
        if (options.standIn()) {
            screen.step("starting", "the PostHog stand-in, which makes or loads its events meanwhile");
            system.startStandIn(world(options));
        }
        screen.step("starting", "Kafka and PostgreSQL");
        system.startServers();
        screen.step("starting", "ingest-, hypothesis-, backtest- and router-service");
        system.startServices();
        if (options.standIn()) {
            system.awaitStandIn();
        }
    }

    private static List<String> world(Options options) {
        List<String> world = new ArrayList<>(List.of("--project-id", String.valueOf(PROJECT)));
        if (options.receiptLog().isPresent()) {
            world.addAll(List.of(
                    "--world", "empty", "--csv", options.receiptLog().get().toString()));
        } else {
            world.addAll(List.of("--world", "demo", "--persons", String.valueOf(options.persons()), "--live"));
        }
        return world;
    }

    private static Map<String, String> environment(Options options) {
        Map<String, String> environment = new HashMap<>();
        if (options.standIn()) {
            environment.putAll(LocalSystem.eagerForStandIn());
        }
        options.postHog()
                .map(URI::getHost)
                .ifPresent(host -> environment.put("BETON_INGEST_ALLOWED_HOSTS", "localhost," + host));
        options.asOf().ifPresent(asOf -> {
            environment.put("BETON_INGEST_AS_OF", asOf.toString());
            environment.put("BETON_HYPOTHESIS_HISTORY_AS_OF", asOf.toString());
        });
        environment.put("BETON_HYPOTHESIS_AUTO_APPROVE_PASSED", String.valueOf(options.approvePassed()));
        return environment;
    }

    private static String sink(LocalSystem system, WebhookReceiver receiver) {
        Map<String, Object> sink = Map.of(
                "name",
                "local receiver",
                "kind",
                "webhook",
                "url",
                receiver.address().toString());
        return new Api(system.uri("router"))
                .post("/api/v1/sinks", sink)
                .path("sink_id")
                .asText();
    }

    private static void end(Screen screen, LocalSystem system) {
        screen.step("ending", "every process that was started");
        system.close();
    }

    private static void delete(Path state) throws IOException {
        if (!Files.exists(state)) {
            return;
        }
        if (!Files.exists(state.resolve("made.properties")) && !Files.exists(state.resolve("logs"))) {
            throw new StartFailure("--fresh would delete " + state + ", which no run of this program made");
        }
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (FileSystemException e) {
            throw new StartFailure("the state folder " + state + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
