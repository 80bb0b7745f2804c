package io.beton.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image of a service is besides its files: how it is started, as whom, and what it is told.
 *
 * @param service its folder and its name
 * @param port where it listens
 * @param memoryMegabytes what the manifests allow it, which {@code deploy/bench/run start} shows to do
 * @param heapPercent how much of the memory that the container may take the heap may take; the rest is for classes, code,
 *     threads and buffers, about 150 MB whatever the heap
 * @param collector the small services are quiet with one thread; where heaps are large two share the work
 */
public record ServiceImage(String service, int port, int memoryMegabytes, int heapPercent, String collector) {
    /** Whom no host knows, so that a file of the host that gets in is not theirs. */
    public static final String USER = "10001:10001";

    public static final String FOLDER = "/deployments";
    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String PARALLEL = "-XX:+UseParallelGC";
    private static final int ALL = 100;

    public ServiceImage {
        if (heapPercent <= 0 || heapPercent >= ALL) {
            throw new IllegalArgumentException("[images] " + service + ": a heap of " + heapPercent + " %");
        }
    }

    public static List<ServiceImage> all() {
        return List.of(
                new ServiceImage("ingest-service", 8081, 512, 60, SERIAL),
                new ServiceImage("hypothesis-service", 8082, 512, 60, SERIAL),
                new ServiceImage("backtest-service", 8083, 2048, 70, PARALLEL),
                new ServiceImage("router-service", 8084, 1024, 70, PARALLEL));
    }

    public String name() {
        return "beton/" + service;
    }

    /** Of the JVM. {@code JDK_JAVA_OPTIONS} adds more; what stands here wins over it, but {@code -Xmx} over the percentage. */
    public List<String> javaOptions() {
        return List.of(
                "-XX:MaxRAMPercentage=" + heapPercent,
                collector,
                // one that goes on without memory answers probes and does nothing else
                "-XX:+ExitOnOutOfMemoryError",
                // the working folder is read-only, and what is in it is gone with the container
                "-XX:+ErrorFileToStderr");
    }

    public List<String> entrypoint() {
        List<String> command = new ArrayList<>();
        command.add("java");
        command.addAll(javaOptions());
        command.addAll(List.of("-jar", FOLDER + "/quarkus-run.jar"));
        return List.copyOf(command);
    }

    /** Listening everywhere takes access that is configured, too; without it a service keeps to the loopback address. */
    public Map<String, String> environment() {
        return Map.of("QUARKUS_PROFILE", "prod,container", "QUARKUS_HTTP_HOST", "0.0.0.0");
    }
}
