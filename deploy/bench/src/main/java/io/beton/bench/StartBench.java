package io.beton.bench;

import io.beton.images.ServiceImage;
import io.beton.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How long services take to be ready, and how much memory they take, with the options of their images: without and with an
 * archive of classes, which is made as the Dockerfiles make it.
 */
final class StartBench {
    private static final int QUIET_SECONDS = 5;
    private static final int REQUESTS = 500;
    private static final long TRAINING_SECONDS = 30;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final String NOBODY = "localhost:1";

    private final int runs;
    private final Servers.Database database = Servers.freshDatabase();

    /** @param runs of each kind, of which the middle one counts */
    StartBench(int runs) {
        this.runs = runs;
    }

    /** One start: seconds until ready, seconds on processors until then, and megabytes resident, quiet and after requests. */
    private record Start(double ready, double processor, double quiet, double asked) {}

    void run() throws IOException {
        System.out.printf("%nstarts as packaged, %d each, medians%n", runs);
        System.out.printf(
                "%-20s %-8s %9s %14s %9s %14s %11s%n",
                "service", "archive", "ready s", "processor s", "idle MB", "asked MB", "archive MB");
        for (ServiceImage image : ServiceImage.all()) {
            Path archive = train(image);
            // the tables of a service are made at its first start, and that is another one
            start(image, List.of());
            List<Start> plain = new ArrayList<>();
            List<Start> trained = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                plain.add(start(image, List.of()));
                trained.add(start(image, List.of("-XX:SharedArchiveFile=" + archive)));
            }
            print(image, "no", plain, 0);
            print(image, "yes", trained, Files.size(archive) / 1e6);
            Files.delete(archive);
        }
    }

    /** Has a start that finds no server leave what it loaded. */
    private static Path train(ServiceImage image) throws IOException {
        Path folder = Files.createTempDirectory("beton-bench-classes");
        Path archive = folder.resolve("classes.jsa");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options(image));
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Xlog:disable",
                "-jar",
                Path.of(System.getProperty("beton.root", "."), image.service(), "target/quarkus-app/quarkus-run.jar")
                        .toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(settings());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        NOBODY,
                        "QUARKUS_HTTP_PORT",
                        "0",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://" + NOBODY + "/none",
                        "QUARKUS_FLYWAY_MIGRATE_AT_START",
                        "false"));
        Process process = builder.start();
        try {
            if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
        process.onExit().join();
        return archive;
    }

    private Start start(ServiceImage image, List<String> more) throws IOException {
        List<String> options = new ArrayList<>(options(image));
        options.addAll(more);
        long began = System.nanoTime();
        try (ServiceProcess service =
                ServiceProcess.start(image.service(), options, Servers.bootstrapServers(), database, settings())) {
            double ready = (System.nanoTime() - began) / 1e9;
            double processor =
                    service.handle().info().totalCpuDuration().orElseThrow().toMillis() / MILLIS_PER_SECOND;
            Seconds.pause(TimeUnit.SECONDS.toMillis(QUIET_SECONDS));
            double quiet = resident(service);
            for (int i = 0; i < REQUESTS; i++) {
                service.metric("jvm_threads_live_threads");
            }
            return new Start(ready, processor, quiet, resident(service));
        }
    }

    /** A JVM takes this for what the container may have. */
    private static List<String> options(ServiceImage image) {
        List<String> options = new ArrayList<>(image.javaOptions());
        options.add("-XX:MaxRAM=" + image.memoryMegabytes() + "m");
        return options;
    }

    private static Map<String, String> settings() {
        return Map.of("BETON_INGEST_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    }

    private static double resident(ServiceProcess service) throws IOException {
        return Files.readAllLines(
                        Path.of("/proc", String.valueOf(service.handle().pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE)
                .sum();
    }

    private static void print(ServiceImage image, String archive, List<Start> starts, double megabytes) {
        System.out.printf(
                "%-20s %-8s %9.1f %14.1f %9.0f %14.0f %11.0f%n",
                image.service(),
                archive,
                median(starts, Start::ready),
                median(starts, Start::processor),
                median(starts, Start::quiet),
                median(starts, Start::asked),
                megabytes);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(starts.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
