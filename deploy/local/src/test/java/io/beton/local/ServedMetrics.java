package io.beton.local;

import io.beton.monitoring.Expression;
import io.beton.monitoring.Metric;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one service's page of metrics has, in the text format of OpenMetrics. */
final class ServedMetrics {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
    /** With the exemplar that a span leaves behind its value. */
    private static final Pattern SERIES =
            Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*?)})? \\S+(?: # \\{.*} .+)?$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, String> meanings = new TreeMap<>();
    private final Map<String, Set<String>> labels = new TreeMap<>();

    ServedMetrics(String page) {
        TYPE.matcher(page).results().forEach(type -> types.put(named(type.group(1), type.group(2)), type.group(2)));
        HELP.matcher(page).results().forEach(help -> meanings.put(help.group(1), help.group(2)));
        SERIES.matcher(page)
                .results()
                .forEach(series -> labels.computeIfAbsent(series.group(1), name -> new TreeSet<>())
                        .addAll(labels(series.group(2))));
    }

    /** A family of counters is called as they are without their ending. */
    private static String named(String family, String type) {
        return type.equals("counter") && !family.endsWith("_total") ? family + "_total" : family;
    }

    private static Set<String> labels(String text) {
        return text == null
                ? Set.of()
                : LABEL.matcher(text).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    /** Ours, without the gauges of the most that summaries and histograms bring with them. */
    Set<String> ours() {
        return types.keySet().stream()
                .filter(name -> name.startsWith("beton_"))
                .filter(name -> !types.containsKey(name.replaceFirst("_max$", "")) || !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the reference should say of one of them. */
    String described(String name) {
        Set<String> own = new TreeSet<>();
        labels.forEach((series, some) -> {
            if (Set.of(name, name + "_count", name + "_bucket").contains(series)) {
                own.addAll(some);
            }
        });
        own.remove("le");
        return name + " " + types.get(name) + " " + own + " " + meanings.get(name.replaceFirst("_total$", ""));
    }

    /** What the reference says. */
    static String described(Metric metric) {
        return metric.name() + " " + metric.type().name().toLowerCase(java.util.Locale.ROOT) + " "
                + new TreeSet<>(metric.labels()) + " " + metric.meaning();
    }

    /** Whether there is a series that a query can choose so. */
    boolean has(Expression.Selector selector) {
        Set<String> here = new HashSet<>(labels.getOrDefault(selector.name(), Set.of()));
        here.addAll(Set.of("job", "instance"));
        return labels.containsKey(selector.name()) && here.containsAll(selector.labels());
    }
}
