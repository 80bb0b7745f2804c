package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hogql.HogQl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every query of the product is a file that a person has seen, and keeps the rules of a good guest. After a change of a
 * query {@code -Dgolden.update=true} writes the files anew; {@code .ci/run} has PostHog's own parser read them.
 */
class GoldenQueriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAME = Pattern.compile("\"(beton_[a-z_]+)\"");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'", Pattern.DOTALL);
    private static final Pattern IDENTIFIER = Pattern.compile("`(?:[^`\\\\]|\\\\.)*`", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
    private static final Pattern LIMIT = Pattern.compile("\\bLIMIT (\\d+)$");
    /** What stands before a parenthesis and is no function. */
    private static final Set<String> WORDS = Set.of("IN", "AND", "OR", "NOT", "FROM", "WHERE", "SELECT", "AS");

    private static final Map<String, HogQl> QUERIES = GoldenQueries.all();

    @BeforeAll
    static void updatesWhereAsked() throws IOException {
        if (!Boolean.getBoolean("golden.update")) {
            return;
        }
        for (String stale : files()) {
            Files.delete(FOLDER.resolve(stale + ".sql"));
        }
        for (Map.Entry<String, HogQl> query : QUERIES.entrySet()) {
            Files.writeString(FOLDER.resolve(query.getKey() + ".sql"), written(query.getValue()));
        }
    }

    @Test
    void everyQueryIsAsItWasLastSeen() throws IOException {
        assertThat(files()).as("golden files; -Dgolden.update=true writes them").isEqualTo(QUERIES.keySet());
        for (Map.Entry<String, HogQl> query : QUERIES.entrySet()) {
            assertThat(written(query.getValue()))
                    .as("%s, which -Dgolden.update=true writes anew", query.getKey())
                    .isEqualTo(Files.readString(FOLDER.resolve(query.getKey() + ".sql")));
        }
    }

    /** Names are written where queries are asked; some get the purpose of a reading behind them. */
    @Test
    void everyNameInTheSourcesHasAGoldenQuery() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                NAME.matcher(Files.readString(source)).results().forEach(name -> names.add(name.group(1)));
            }
        }
        assertThat(names)
                .hasSizeGreaterThan(5)
                .allMatch(name ->
                        QUERIES.values().stream().anyMatch(query -> query.name().startsWith(name)));
    }

    @Test
    void everyQueryIsOneBoundedSelectOfNamedColumns() {
        QUERIES.forEach((file, query) -> {
            String bare = bare(query.text());
            assertThat(bare)
                    .as(file)
                    .startsWith("SELECT ")
                    .doesNotContainIgnoringCase("select *")
                    .doesNotContainIgnoringCase("offset")
                    .doesNotContain(";", "--", "/*");
            assertThat(LIMIT.matcher(bare).results().map(limit -> Integer.parseInt(limit.group(1))))
                    .as(file)
                    .allMatch(limit -> limit <= 50_000);
        });
    }

    @Test
    void whatComesFromOutsideIsAValueOfAPlaceholder() {
        QUERIES.forEach((file, query) -> {
            if (!query.name().equals("hypothesis")) {
                String text = IDENTIFIER.matcher(query.text()).replaceAll("``");
                assertThat(LITERAL.matcher(text).results().map(MatchResult::group))
                        .as(file)
                        .isSubsetOf("''", "'UTC'");
            }
        });
    }

    @Test
    void everyFunctionIsOneThatPostHogHas() throws IOException {
        List<String> known = Files.readAllLines(FOLDER.resolve("functions.txt"));
        QUERIES.forEach((file, query) -> assertThat(CALL.matcher(bare(query.text()))
                        .results()
                        .map(call -> call.group(1))
                        .filter(name -> !WORDS.contains(name)))
                .as(file)
                .isSubsetOf(known));
    }

    @Test
    void everyQueryIsSentWithItsNameAndComputedAnew() {
        QUERIES.values().forEach(query -> {
            Map<String, Object> body = PostHogSource.body(query);
            assertThat(body).containsEntry("name", query.name()).containsEntry("refresh", "force_blocking");
            assertThat(body.get("query"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("name", query.name())
                    .containsEntry("values", query.values());
        });
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .map(name -> name.substring(0, name.length() - ".sql".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String written(HogQl query) {
        String values = new TreeMap<>(query.values())
                .entrySet().stream()
                        .map(value -> "-- {" + value.getKey() + "} = " + Json.text(value.getValue()) + "\n")
                        .collect(Collectors.joining());
        return "-- " + query.name() + "\n" + values + query.text() + "\n";
    }

    /** Without what stands in quotes. */
    private static String bare(String text) {
        return LITERAL.matcher(IDENTIFIER.matcher(text).replaceAll("``")).replaceAll("''");
    }
}
