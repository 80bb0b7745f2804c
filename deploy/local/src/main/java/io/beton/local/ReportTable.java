package io.beton.local;

import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Hypothesis;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The reports of hypotheses as lines to read. */
record ReportTable(List<Hypothesis> hypotheses) {
    private static final int LONGEST_TEXT = 100;
    private static final String HEADER = "hypothesis";

    /** A header and a line for each hypothesis; nothing where there is none. */
    List<String> lines() {
        if (hypotheses.isEmpty()) {
            return List.of();
        }
        Stream<String> header =
                Stream.of(row(HEADER, "precision (95 %)", "recall (95 %)", "lift (95 %)", "sample", "q", "verdict"));
        return Stream.concat(header, hypotheses.stream().map(this::line)).toList();
    }

    private String line(Hypothesis hypothesis) {
        String text = shorten(hypothesis.hypothesis());
        return hypothesis
                .backtest()
                .map(report -> line(text, report))
                .orElseGet(() -> row(text, "-", "-", "-", "-", "-", "no report"));
    }

    private String line(String text, Report report) {
        return row(
                text,
                number(report.full().precision(), report.full().precisionInterval()),
                number(report.full().recall(), report.full().recallInterval()),
                number(report.full().liftVsBaseline(), report.full().liftInterval()),
                String.valueOf(report.full().sampleSize()),
                String.format(Locale.ROOT, "%.2g", report.qValue()),
                report.verdict().name().toLowerCase(Locale.ROOT));
    }

    private String row(
            String text, String precision, String recall, String lift, String sample, String q, String verdict) {
        int width = hypotheses.stream()
                .mapToInt(hypothesis -> shorten(hypothesis.hypothesis()).length())
                .max()
                .orElse(HEADER.length());
        return String.format(
                "%-" + width + "s  %-16s  %-16s  %-16s  %6s  %-7s  %s",
                text,
                precision,
                recall,
                lift,
                sample,
                q,
                verdict);
    }

    private static String number(OptionalDouble value, Optional<Interval> interval) {
        if (value.isEmpty()) {
            return "-";
        }
        String range = interval.map(ends -> String.format(Locale.ROOT, " (%.2f-%.2f)", ends.lower(), ends.upper()))
                .orElse("");
        return String.format(Locale.ROOT, "%.2f", value.getAsDouble()) + range;
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
    }
}
