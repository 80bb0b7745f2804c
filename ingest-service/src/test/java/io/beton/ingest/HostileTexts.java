package io.beton.ingest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a company may call its events and properties, and what no layer in between may change or obey. */
final class HostileTexts {
    static final List<String> ALL = List.of(
            "it's",
            "say \"hi\"",
            "\"quoted\"",
            "back\\slash",
            "\\",
            "\\n",
            "\\'",
            "{since}",
            "{v0}",
            "{{x}}",
            "}",
            "100%",
            "%s",
            "%(hogql_val_0)s",
            "`tick`",
            "a``b",
            "späß ✓",
            "🦄 👩‍👩‍👧",
            "𝕏 astral",
            "\u202Eright to left\u202C",
            "שלום",
            "مرحبا",
            "e\u0301",
            "é",
            "new\nline",
            "tab\there",
            "cr\r\nlf",
            "\u0001",
            "\u2028",
            "create project",
            "DROP TABLE events",
            "-- comment",
            "/* comment */",
            "; SELECT 1",
            "' OR 1=1 --",
            "null",
            "NULL",
            "true",
            "0",
            "-1",
            "1e5",
            "[1]",
            "{\"a\":1}",
            "<b>&amp;</b>",
            "a.b.c",
            "$dollar",
            "*",
            "?x=y&z=#w",
            "  before",
            "behind  ");

    private static final int LONGEST_NAME = 200;

    private HostileTexts() {}

    /** Different names of events, each with one of the texts at its beginning, its end, or all over 200 characters. */
    static List<String> names(int howMany) {
        return IntStream.range(0, howMany).mapToObj(HostileTexts::name).toList();
    }

    private static String name(int number) {
        String text = ALL.get(number % ALL.size());
        return switch (number / ALL.size() % 3) {
            case 0 -> text + number;
            case 1 -> number + text;
            default ->
                (number + text)
                        .repeat(LONGEST_NAME)
                        .codePoints()
                        .limit(LONGEST_NAME)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        };
    }
}
