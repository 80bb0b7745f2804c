package io.beton.hypothesis.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every claim of {@code claims.golden} reads as it stands there, in the line below it. */
class ClaimSentenceTest {

    @ParameterizedTest
    @MethodSource("golden")
    void aClaimReadsAsEnglish(String claim, String sentence) {
        assertThat(ClaimSentence.of(Json.read(claim, Claim.class))).isEqualTo(sentence);
    }

    static Stream<Arguments> golden() throws IOException {
        byte[] file =
                ClaimSentenceTest.class.getResourceAsStream("claims.golden").readAllBytes();
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(
                        i -> Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).strip()));
    }
}
