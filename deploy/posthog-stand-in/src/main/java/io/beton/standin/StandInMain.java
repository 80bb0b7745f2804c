package io.beton.standin;

import io.beton.standin.access.Limits;
import io.beton.standin.access.PersonalKey;
import io.beton.standin.load.CsvFile;
import io.beton.standin.world.LivingWorld;
import io.beton.standin.world.WorldConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;

/** Runs a stand-in as a process of its own; see the README for its options. */
public final class StandInMain {
    private static final Duration TICK = Duration.ofSeconds(2);

    private StandInMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        try {
            run(Options.parse(arguments, System.getenv()));
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException, InterruptedException {
        StandInConfig config = StandInConfig.defaults()
                .withPort(options.number("port", 0))
                .withProject(
                        options.number("project-id", 1),
                        options.text("project-name").orElse("Stand-in"),
                        options.text("timezone").orElse("UTC"))
                .withKeys(PersonalKey.full(options.text("key").orElse("phx_stand_in")))
                .withLimits(options.flag("limits") ? Limits.cloud() : Limits.off());
        Optional<Path> state = options.text("state").map(Path::of);
        PostHogStandIn standIn =
                PostHogStandIn.start(state.map(config::withState).orElse(config));
        long seed = options.number("seed", 1);
        if (standIn.eventCount() == 0) {
            fill(standIn, options, seed);
        }
        Optional<LivingWorld> living = options.flag("live") ? Optional.of(standIn.live(seed, TICK)) : Optional.empty();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            living.ifPresent(LivingWorld::close);
            standIn.close();
        }));
        System.out.println("stand-in ready " + standIn.url() + " project " + standIn.projectId());
        new CountDownLatch(1).await();
    }

    private static void fill(PostHogStandIn standIn, Options options, long seed) throws IOException {
        if (options.text("world").filter("demo"::equals).isPresent()) {
            standIn.loadWorld(WorldConfig.demo(seed).withPersons(options.number("persons", 6000)));
        }
        if (options.text("events").isPresent()) {
            standIn.loadNdjson(Path.of(options.text("events").get()));
        }
        if (options.text("csv").isPresent()) {
            CsvFile.Columns xes = CsvFile.Columns.xes();
            standIn.loadCsv(
                    Path.of(options.text("csv").get()),
                    new CsvFile.Columns(
                            options.text("case-column").orElse(xes.caseColumn()),
                            options.text("activity-column").orElse(xes.activityColumn()),
                            options.text("time-column").orElse(xes.timeColumn())));
        }
    }
}
