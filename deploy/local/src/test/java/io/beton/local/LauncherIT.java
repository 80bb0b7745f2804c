package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps {@code deploy/local/run} from starting is one line and status 1, and nothing is left running. */
final class LauncherIT {
    @TempDir
    private Path folder;

    record Ended(int status, String printed) {}

    @Test
    void anOptionThatDoesNotExist() throws IOException {
        Ended ended = run(Map.of(), "--frsh");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).containsExactly("beton: unknown option --frsh; --help lists the options");
    }

    @Test
    void aPostHogWithoutAKey() throws IOException {
        Ended ended = run(Map.of(), "--posthog", "https://eu.posthog.com", "--project", "7");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).hasSize(1).first().asString().contains(Options.KEY_VARIABLE);
    }

    @Test
    void aMachineWithoutJava() throws IOException {
        // Given a path that holds what the script itself calls, but no Java
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "sed", "df", "awk")) {
            Files.createSymbolicLink(tools.resolve(tool), Launched.program(tool));
        }

        // When
        Ended ended = run(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "--help");

        // Then
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().lines()).hasSize(1).first().asString().startsWith("beton: no Java found; install");
    }

    @Test
    void aFolderThatNoRunMadeIsNotDeleted() throws IOException {
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
    void aProcessThatOutlivedItsLauncherIsEndedByTheNextRun() throws IOException {
        // Given
        Child orphan = Child.start("orphan", List.of("sleep", "600"), Map.of(), folder);

        // When
        Leftovers.end(folder);

        // Then
        await().until(() -> !orphan.alive());
    }

    @Test
    void theMainJobIsShownStepByStepAndGoesOnInTheNextRun() throws IOException {
        String[] options = {
            "--state",
            folder.resolve("state").toString(),
            "--first-port",
            String.valueOf(freeRange()),
            "--persons",
            "4000",
            "--approve-passed"
        };
        List<String> table;
        try (Launched first = Launched.with(Map.of(), options)) {
            for (String step : List.of(
                    "connected",
                    "taxonomy read",
                    "goal",
                    "hypotheses proposed",
                    "backtested",
                    "live",
                    "beton.signals")) {
                first.awaitStep(step);
            }
            first.awaitStep("webhook");
            table = table(first);
            first.end();
        }
        assertThat(table).anyMatch(line -> line.endsWith("passed"));
        assertThat(running()).isEmpty();

        try (Launched second = Launched.with(Map.of(), options)) {
            second.awaitStep("live");
            second.awaitStep("beton.signals");
            assertThat(table(second)).isEqualTo(table);
            second.end();
        }
        assertThat(running()).isEmpty();
    }

    private static List<String> table(Launched launched) {
        return launched.lines().stream()
                .filter(line -> line.startsWith("  Users who"))
                .toList();
    }

    /** The processes of the runs that are still there. */
    private List<String> running() throws IOException {
        List<String> running = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("state/pids"))) {
            for (Path file : files.toList()) {
                long pid = Long.parseLong(Files.readString(file).split(" ")[0]);
                if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
                    running.add(file.getFileName().toString());
                }
            }
        }
        return running;
    }

    private static int freeRange() {
        return new Random()
                .ints(20_000, 30_000)
                .filter(LauncherIT::free)
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(int first) {
        try {
            PortPlan.from(first).checkFree();
            return true;
        } catch (StartFailure busy) {
            return false;
        }
    }

    private static Ended run(Map<String, String> environment, String... options) throws IOException {
        try (Launched launched = Launched.with(environment, options)) {
            int status = launched.awaitEnd();
            return new Ended(status, String.join("\n", launched.lines()));
        }
    }
}
