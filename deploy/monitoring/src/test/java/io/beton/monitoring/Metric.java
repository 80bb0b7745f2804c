package io.beton.monitoring;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** One row of the reference of metrics. */
public record Metric(
        String name, Type type, Set<String> labels, String unit, Set<String> services, Shown shown, String meaning) {

    public enum Type {
        COUNTER,
        GAUGE,
        SUMMARY,
        HISTOGRAM
    }

    /** From when on it is served. */
    public enum Shown {
        START,
        WORK,
        FAULT,
        ADVISOR
    }

    public Metric {
        labels = Set.copyOf(labels);
        services = Set.copyOf(services);
    }

    /** The names of its series. */
    public List<String> series() {
        return switch (type) {
            case COUNTER, GAUGE -> List.of(name);
            case SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
            case HISTOGRAM -> List.of(name + "_count", name + "_sum", name + "_max", name + "_bucket");
        };
    }

    /** What a query may say of it: its own labels, the bounds of a histogram, and what a scrape adds. */
    public boolean has(String label) {
        return labels.contains(label)
                || Set.of("job", "instance").contains(label)
                || (type == Type.HISTOGRAM && label.equals("le"));
    }

    /** The name in Java of one of ours, as Micrometer makes this one of it. */
    String inJava(Set<String> known) {
        String dotted = name.replaceFirst("_total$", "").replace('_', '.');
        return Stream.of(dotted, dotted.replaceFirst("\\.seconds$", ""))
                .filter(known::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no meaning in meanings.properties"));
    }

    static Type type(String word) {
        return Type.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static Shown shown(String word) {
        return Shown.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
