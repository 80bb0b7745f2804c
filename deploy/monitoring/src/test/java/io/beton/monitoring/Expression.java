package io.beton.monitoring;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A query in Prometheus' language, as far as it has to be understood to say which series it is about. */
public record Expression(String text) {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.:$])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\(|\\{([^}]*)\\})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "NaN", "Inf");

    /** What one selector asks for: the name of a series, and the labels by which it chooses. */
    public record Selector(String name, Set<String> labels) {}

    public List<Selector> selectors() {
        String bare =
                GROUPING.matcher(RANGE.matcher(withoutTexts()).replaceAll("")).replaceAll("");
        return NAME.matcher(bare)
                .results()
                .filter(found -> !"(".equals(found.group(2)) && !WORDS.contains(found.group(1)))
                .map(found -> new Selector(found.group(1), labels(found.group(3))))
                .toList();
    }

    /** The labels by which it groups and joins. */
    public Set<String> grouping() {
        Set<String> labels = new HashSet<>();
        GROUPING.matcher(withoutTexts())
                .results()
                .map(found -> found.group(2).split("\\s*,\\s*"))
                .forEach(some -> labels.addAll(List.of(some)));
        labels.remove("");
        return labels;
    }

    /** With values for the variables of a dashboard. */
    public Expression with(Map<String, String> variables) {
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("$" + variable.getKey(), variable.getValue());
        }
        return new Expression(filled);
    }

    private String withoutTexts() {
        return STRING.matcher(text).replaceAll("\"\"");
    }

    private static Set<String> labels(String matchers) {
        return matchers == null
                ? Set.of()
                : LABEL.matcher(matchers).results().map(Expression::first).collect(Collectors.toSet());
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }
}
