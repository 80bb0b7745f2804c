package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions stand in the root pom alone; a module names properties of it. */
final class VersionsTest {
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");
    private static final Pattern VERSION = Pattern.compile("<version>[^$][^<]*</version>|<[\\w.-]+\\.version>");

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleHasNoneOfItsOwn(String module) throws IOException {
        String pom = Files.readString(Launched.ROOT.resolve(module).resolve("pom.xml"));

        assertThat(VERSION.matcher(PARENT.matcher(pom).replaceFirst("")).results())
                .map(MatchResult::group)
                .isEmpty();
    }

    static List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(Launched.ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
    }
}
