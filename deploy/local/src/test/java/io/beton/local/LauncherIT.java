package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps {@code deploy/local/run} from starting is one line and status 1, and nothing is left running. */
final class LauncherIT {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir")).getParent().getParent();

    @TempDir
    private Path folder;

    record Ended(int status, String printed) {}

    @Test
    void anOptionThatDoesNotExist() throws Exception {
        Ended ended = run(Map.of(), "--frsh");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).containsExactly("beton: unknown option --frsh; --help lists the options");
    }

    @Test
    void aPostHogWithoutAKey() throws Exception {
        Ended ended = run(Map.of(), "--posthog", "https://eu.posthog.com", "--project", "7");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).hasSize(1).first().asString().contains(Options.KEY_VARIABLE);
    }

    @Test
    void aMachineWithoutJava() throws Exception {
        // Given a path that holds what the script itself calls, but no Java
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "sed", "df", "awk")) {
            Files.createSymbolicLink(tools.resolve(tool), found(tool));
        }

        // When
        Ended ended = run(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "--help");

        // Then
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).hasSize(1).first().asString().startsWith("beton: no Java found; install");
    }

    @Test
    void aFolderThatNoRunMadeIsNotDeleted() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "work of years");

        Ended ended = run(Map.of(), "--fresh", "--state", folder.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed()).contains("--fresh would delete " + folder + ", which no run of this program made");
        assertThat(precious).exists();
    }

    @Test
    void aBusyPort() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = busy.getLocalPort();
            PortPlan ports = new PortPlan(port, port, port, port, port, port, port, port);

            assertThatThrownBy(ports::checkFree)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + port + ", which Kafka needs, is in use");
        }
    }

    @Test
    void aProcessThatOutlivedItsLauncherIsEndedByTheNextRun() throws Exception {
        // Given
        Child orphan = Child.start("orphan", List.of("sleep", "600"), Map.of(), folder);

        // When
        Leftovers.end(folder);

        // Then
        assertThat(orphan.alive()).isFalse();
    }

    private static Path found(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(bin -> Path.of(bin, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static Ended run(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                found("bash").toString(), ROOT.resolve("deploy/local/run").toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove(Options.KEY_VARIABLE);
        builder.environment().putAll(environment);
        // what is built is what is tested, whatever the times of files say
        builder.environment().put("BETON_SKIP_BUILD", "true");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), printed);
    }
}
