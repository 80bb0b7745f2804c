package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the README that leads a newcomer through the system is true. */
final class WalkTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir")).getParent().getParent();
    private static final int MOST_CODE_LINES = 120;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| *(\\d*) *\\| `(\\S+\\.java)` \\|");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern OPENING = Pattern.compile("(?s)/\\*\\*.*?Reads:.*?Writes:.*?On failure:.*?\\*/");

    @Test
    void theTableHasTenSteps() throws IOException {
        assertThat(rows().map(row -> row.group(1)).filter(number -> !number.isEmpty()))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsReadInOneSittingAndSaysWhatItTouches(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file));

        assertThat(COMMENT.matcher(text).replaceAll("").lines().filter(line -> !line.isBlank()))
                .as("code lines of %s", file)
                .hasSizeLessThanOrEqualTo(MOST_CODE_LINES);
        assertThat(text).as("how %s opens", file).containsPattern(OPENING);
    }

    static List<String> files() throws IOException {
        return rows().map(row -> row.group(2)).toList();
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("README.md"))).results();
    }
}
