package io.beton.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Services as they are packaged, each started alone; they end with the test. */
abstract class PackagedServices {
    private final List<Child> children = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        children.forEach(Child::close);
    }

    final Child start(String service, int port, Map<String, String> environment, String... properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(List.of(properties));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-jar");
        command.add(Launched.ROOT
                .resolve(service + "-service/target/quarkus-app/quarkus-run.jar")
                .toString());
        Child child = Child.start(service + "-" + port, command, environment, folder);
        children.add(child);
        return child;
    }
}
