package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where one page of this repository leads to another there is one, with that heading. */
final class LinksTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir")).getParent().getParent();
    private static final Set<String> NOT_OURS = Set.of("target", "src", "node_modules");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^[ \\d.]*```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

    @Test
    void pagesAreFound() {
        assertThat(pages())
                .contains(ROOT.resolve("README.md"), ROOT.resolve("deploy/README.md"))
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachLeadsToWhatIsThere(Path page) {
        assertThat(LINK.matcher(CODE.matcher(read(page)).replaceAll(""))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !ELSEWHERE.matcher(link).matches()))
                .as("links of %s", ROOT.relativize(page))
                .allSatisfy(link -> {
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                    assertThat(target).exists();
                    if (parts.length > 1) {
                        assertThat(anchors(target)).contains(parts[1]);
                    }
                });
    }

    static List<Path> pages() {
        return pages(ROOT).toList();
    }

    private static Stream<Path> pages(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList().stream().flatMap(entry -> {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry)) {
                    return name.startsWith(".") || NOT_OURS.contains(name) ? Stream.empty() : pages(entry);
                }
                return name.endsWith(".md") ? Stream.of(entry) : Stream.empty();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub makes them of headings: letters, digits and hyphens stay, spaces become hyphens. */
    private static Set<String> anchors(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\]\\([^)]*\\)", "")
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Without blocks of code, which have neither links nor headings. */
    private static String read(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
