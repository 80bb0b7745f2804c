package io.beton.local;

import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Hypothesis;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The reports of hypotheses as lines to read. */
final class ReportTable {
    private static final int LONGEST_TEXT = 74;
    private static final String ROW = "%-" + LONGEST_TEXT + "s  %-21s  %-21s  %-19s  %6s  %-7s  %s";

    private ReportTable() {}

    static List<String> lines(List<Hypothesis> hypotheses) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(String.format(
                                ROW,
                                "hypothesis",
                                "precision (95 %)",
                                "recall (95 %)",
                                "lift (95 %)",
                                "sample",
                                "q",
                                "verdict")),
                        hypotheses.stream().map(ReportTable::line))
                .toList();
    }

    private static String line(Hypothesis hypothesis) {
        return hypothesis
                .backtest()
                .map(report -> line(hypothesis.hypothesis(), report))
                .orElseGet(() -> String.format("%-" + LONGEST_TEXT + "s  no report", shorten(hypothesis.hypothesis())));
    }

    private static String line(String text, Report report) {
        return String.format(
                Locale.ROOT,
                ROW,
                shorten(text),
                number(report.full().precision(), report.full().precisionInterval()),
                number(report.full().recall(), report.full().recallInterval()),
                number(report.full().liftVsBaseline(), report.full().liftInterval()),
                report.full().sampleSize(),
                String.format(Locale.ROOT, "%.2g", report.qValue()),
                report.verdict().name().toLowerCase(Locale.ROOT));
    }

    private static String number(OptionalDouble value, Optional<Interval> interval) {
        if (value.isEmpty()) {
            return "-";
        }
        String range = interval.map(ends -> String.format(Locale.ROOT, " (%.2f-%.2f)", ends.lower(), ends.upper()))
                .orElse("");
        return String.format(Locale.ROOT, "%.3f", value.getAsDouble()) + range;
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
    }
}
