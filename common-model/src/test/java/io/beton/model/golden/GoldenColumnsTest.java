package io.beton.model.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schemas as they change: every column that holds a serialized form has a golden message, migrations that a version
 * brought stay as they were, and later ones take nothing away that the version before uses.
 */
class GoldenColumnsTest {
    private static final Pattern STATEMENT = Pattern.compile("(?:create|alter|drop) table (?:\\w+\\.)?(\\w+)([^;]*)");
    private static final Pattern SERIALIZED =
            Pattern.compile("(?<=[\\s(,])(\\w+) (?:jsonb|bytea)|(?<=[\\s(,])(document|facts|headers) text");
    private static final Pattern DROPPED = Pattern.compile("drop column (\\w+)");
    /** What an older service would not find any more, or could not write any more. */
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "\\b(drop (table|column|schema|view)|rename|truncate|set not null|alter column \\w+ (set data )?type|add"
                    + " column (?:(?!default|,|;).)*not null(?!\\s+default)(?:(?!default|,|;).)*(,|;|$)|add constraint)",
            Pattern.DOTALL);

    /** Records of the outbox are those of the topics. */
    private static final Set<String> ON_TOPICS = Set.of("payload");

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "hypothesis", "router"})
    void everySerializedColumnHasAGoldenMessage(String schema) throws IOException {
        // When
        Set<String> columns = serializedColumns(schema);
        // Then
        assertThat(columns)
                .hasSizeGreaterThan(3)
                .allSatisfy(column -> assertThat(Golden.of(column))
                        .as("golden messages of " + column + ": run GoldenCapture, see deploy/operations/upgrade.md")
                        .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "hypothesis", "router"})
    void migrationsOfAVersionStayAsTheyWereAndLaterOnesTakeNothingAway(String schema) throws IOException {
        JsonNode known = Golden.file("0.1", "migrations.json").path(schema);
        assertThat(known.size()).isPositive();
        for (Path migration : migrations(schema)) {
            String name = migration.getFileName().toString();
            String text = Files.readString(migration);
            if (known.has(name)) {
                assertThat(sha256(text)).as(name).isEqualTo(known.get(name).asText());
            } else {
                assertThat(takesAway(text)).as(name).isFalse();
            }
        }
        assertThat(migrations(schema))
                .extracting(file -> file.getFileName().toString())
                .containsAll(
                        known.propertyStream().map(member -> member.getKey()).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        alter table signal add column later text;                                | false
        alter table signal add column later int not null default 0;              | false
        create table later (id text primary key, name text not null);            | false
        create index later on signal (hypothesis_id);                            | false
        alter table signal add column later int not null;                        | true
        alter table signal drop column document;                                 | true
        drop table signal;                                                       | true
        alter table signal rename column document to text;                       | true
        alter table signal alter column document type text;                      | true
        alter table signal alter column raised_at set not null;                  | true
        """)
    void whatTakesSomethingAwayIsTold(String migration, boolean takesAway) {
        assertThat(takesAway(migration)).isEqualTo(takesAway);
    }

    @Test
    void theMigrationsOfAllSchemasAreKnown() {
        assertThat(Golden.file("0.1", "migrations.json").propertyStream().map(member -> member.getKey()))
                .containsExactlyInAnyOrder("ingest", "hypothesis", "router");
    }

    private static boolean takesAway(String migration) {
        return Stream.of(plain(migration).split("(?<=;)"))
                .filter(statement -> !statement.strip().startsWith("create table"))
                .anyMatch(statement -> TAKES_AWAY.matcher(statement).find());
    }

    private static Set<String> serializedColumns(String schema) throws IOException {
        Set<String> columns = new TreeSet<>();
        for (Path migration : migrations(schema)) {
            Matcher statement = STATEMENT.matcher(plain(Files.readString(migration)));
            while (statement.find()) {
                String table = schema + "." + statement.group(1) + ".";
                if (statement.group().startsWith("drop")) {
                    columns.removeIf(column -> column.startsWith(table));
                }
                DROPPED.matcher(statement.group(2))
                        .results()
                        .forEach(dropped -> columns.remove(table + dropped.group(1)));
                SERIALIZED
                        .matcher(statement.group(2))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .filter(column -> !ON_TOPICS.contains(column))
                        .forEach(column -> columns.add(table + column));
            }
        }
        return columns;
    }

    /** Without comments and in small letters. */
    private static String plain(String migration) {
        return migration.replaceAll("(?m)--.*$", "").toLowerCase(Locale.ROOT).replaceAll("[ \\t]+", " ");
    }

    private static List<Path> migrations(String schema) throws IOException {
        Path folder = Golden.root().resolve(schema + "-service/src/main/resources/db/" + schema);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(file ->
                            Integer.valueOf(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))))
                    .toList();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
