package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of log lines in the reference are those that the sources write. */
final class LogKeysTest {
    private static final Pattern CALL = Pattern.compile("(?s)\\bLOG\\s*\\.\\w+\\((.*?)\\);");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern KEY = Pattern.compile("\\b(\\w+)=%");

    @Test
    void everyKeyStandsInTheReferenceAndNoOther() throws IOException {
        Set<String> written = new TreeSet<>();
        for (String source : sources()) {
            CALL.matcher(source).results().forEach(call -> {
                String format = TEXT.matcher(call.group(1))
                        .results()
                        .map(text -> text.group(1))
                        .collect(Collectors.joining());
                KEY.matcher(format).results().forEach(key -> written.add(key.group(1)));
            });
        }

        assertThat(written).contains("connection", "hypothesis", "signal", "sink", "attempt");
        assertThat(Reference.keys("## Keys of messages")).isEqualTo(written);
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of(
                "common-model/service-kit",
                "ingest-service",
                "hypothesis-service",
                "backtest-service",
                "router-service")) {
            try (Stream<Path> files = Files.walk(Launched.ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
