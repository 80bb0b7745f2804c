package io.beton.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of Compose runs to its end, and Java takes its options as Kafka's commands put them together. */
final class CreateTopicsTest {
    /** Starts Java once, as kafka-run-class.sh does, which has these options where nobody says others. */
    private static final String COMMAND = """
            #!/usr/bin/env bash
            set -euo pipefail
            case " $* " in
                *" --list "*)
                    "$JAVA_HOME/bin/java" $KAFKA_HEAP_OPTS ${KAFKA_JVM_PERFORMANCE_OPTS:--server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:+ExplicitGCInvokesConcurrent} -version
                    echo beton.events ;;
                *) echo "$*" >>"$(dirname "$0")/made" ;;
            esac
            """;

    @TempDir
    private Path scratch;

    @Test
    void itMakesWhatIsNotThereYet() throws Exception {
        Path command = Files.writeString(scratch.resolve("kafka-topics.sh"), COMMAND);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder script = new ProcessBuilder(
                        "bash",
                        Product.ROOT.resolve("deploy/compose/create-topics").toString())
                .inheritIO();
        script.environment().put("KAFKA_TOPICS", command.toString());
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));

        int ended = script.start().waitFor();

        assertThat(ended).isZero();
        List<String> made = Files.readAllLines(scratch.resolve("made"));
        assertThat(made)
                .hasSize(2 * Topics.all().size() - 1)
                .allMatch(arguments -> arguments.startsWith("--bootstrap-server kafka:9092 --create --if-not-exists "))
                .noneMatch(arguments -> arguments.contains("--topic beton.events "));
    }
}
