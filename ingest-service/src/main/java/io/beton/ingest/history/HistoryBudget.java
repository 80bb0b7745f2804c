package io.beton.ingest.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides whether a history may be read, by what it is estimated to cost. */
record HistoryBudget(HistoryCost most) {
    private static final double GIGA = 1e9;

    /** Why it may not, and what a person can do; nothing where it may. */
    Optional<String> refusal(HistoryEstimate estimate, int windowDays) {
        HistoryCost cost = estimate.cost();
        List<String> over = new ArrayList<>();
        if (cost.queries() > most.queries()) {
            over.add(String.format(
                    Locale.ROOT,
                    "%,d queries, and %,d is the most (beton.ingest.history.max-queries)",
                    cost.queries(),
                    most.queries()));
        }
        if (cost.bytes() > most.bytes()) {
            over.add(String.format(
                    Locale.ROOT,
                    "%s, and %s is the most (beton.ingest.history.max-bytes)",
                    gigabytes(cost.bytes()),
                    gigabytes(most.bytes())));
        }
        return over.isEmpty() ? Optional.empty() : Optional.of(text(estimate, windowDays, String.join("; ", over)));
    }

    private String text(HistoryEstimate estimate, int windowDays, String over) {
        return String.format(
                Locale.ROOT,
                "it would be too much to read: %,d events of %d days would take about %s. Ask for a shorter window"
                        + "%s or for fewer selectors with property filters, or let the operator raise that limit",
                estimate.events(),
                windowDays,
                over,
                fitting(estimate.cost(), windowDays));
    }

    /** Costs grow with the window, more or less. */
    private String fitting(HistoryCost cost, int windowDays) {
        double share = Math.min((double) most.queries() / cost.queries(), (double) most.bytes() / cost.bytes());
        long days = (long) (windowDays * share);
        return days < 1 ? "" : " (about " + days + (days == 1 ? " day fits)" : " days fit)");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < GIGA ? "%,.3f GB" : "%,.0f GB", bytes / GIGA);
    }
}
