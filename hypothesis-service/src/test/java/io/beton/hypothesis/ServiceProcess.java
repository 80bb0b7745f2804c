package io.beton.hypothesis;

import static org.awaitility.Awaitility.await;

import io.beton.servers.Servers;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** The packaged service as a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOG = Path.of("target", "service-process.log");

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it is ready; REST calls go to it from now on. */
    static ServiceProcess start(String bootstrapServers, Servers.Database database) throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-jar", JAR.toString());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "QUARKUS_DATASOURCE_JDBC_URL", database.url(),
                        "QUARKUS_DATASOURCE_USERNAME", database.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                        "QUARKUS_HTTP_PORT", String.valueOf(port)));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        ServiceProcess started = new ServiceProcess(builder.start());
        RestAssured.port = port;
        await().atMost(Company.SOON)
                .ignoreExceptions()
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        return started;
    }

    /** SIGKILL: it gets no chance to end anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
