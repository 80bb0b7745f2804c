package io.beton.backtest.report;

import io.beton.backtest.statistics.FalseDiscovery;
import io.beton.backtest.verdict.Judgement;
import io.beton.backtest.verdict.VerdictPolicy;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the reports of one request from the counts of all its partitions. A search has none, only scores: what it finds
 * is judged in the backtest that follows.
 */
public final class ReportWriter {
    private static final String GROUPS_ARE_CURRENT = "group_properties_are_current";
    private static final String HOLDOUT_SEEN = "holdout_may_have_been_seen";
    private static final String INDEPENDENT = "persons_of_one_company_are_taken_as_independent";

    private final HistoryRequest request;
    private final Instant readAt;
    private final List<Numbers> numbers;
    private final double[] qValues;

    /** The counts stand in the order of the request's candidates. */
    public ReportWriter(HistoryRequest request, Instant readAt, List<CandidateCounts> counts) {
        this.request = request;
        this.readAt = readAt;
        this.numbers = IntStream.range(0, counts.size())
                .mapToObj(position -> numbers(request.candidates().get(position).claim(), counts.get(position)))
                .toList();
        this.qValues = qValues();
    }

    public List<Report> reports() {
        return IntStream.range(0, numbers.size()).mapToObj(this::report).toList();
    }

    private Report report(int position) {
        Candidate candidate = request.candidates().get(position);
        Numbers measured = numbers.get(position);
        Judgement judgement = VerdictPolicy.judge(
                candidate.bar(), measured.full, measured.holdout, candidate.searched(), qValues[position]);
        return new Report(
                request.requestId(),
                candidate.version(),
                request.asOf(),
                request.windowDays(),
                readAt,
                measured.full,
                qValues[position],
                candidate.tried(),
                measured.counts.immature(),
                measured.counts.alreadyConverted(),
                measured.discovery,
                measured.holdout,
                judgement.verdict(),
                judgement.reasons(),
                warnings(candidate));
    }

    private Numbers numbers(Claim claim, CandidateCounts counts) {
        return new Numbers(
                counts,
                Measuring.of(claim, counts.full()),
                Measuring.of(claim, counts.discovery()),
                Measuring.of(claim, counts.holdout()));
    }

    /**
     * Searched candidates of a family are compared by their holdouts among each other, hand-written ones by their full
     * windows.
     */
    private double[] qValues() {
        double[] all = new double[numbers.size()];
        Set<Optional<String>> families =
                request.candidates().stream().map(Candidate::family).collect(Collectors.toSet());
        for (Optional<String> family : families) {
            fill(all, family, true, measured -> measured.holdout.pValue());
            fill(all, family, false, measured -> measured.full.pValue());
        }
        return all;
    }

    private void fill(double[] all, Optional<String> family, boolean searched, ToDoubleFunction<Numbers> pValue) {
        int[] positions = IntStream.range(0, all.length)
                .filter(position -> request.candidates().get(position).searched() == searched
                        && request.candidates().get(position).family().equals(family))
                .toArray();
        double[] found = FalseDiscovery.qValues(IntStream.of(positions)
                .mapToDouble(position -> pValue.applyAsDouble(numbers.get(position)))
                .toArray());
        for (int i = 0; i < positions.length; i++) {
            all[positions[i]] = found[i];
        }
    }

    private static List<String> warnings(Candidate candidate) {
        List<String> warnings = new ArrayList<>();
        if (!candidate.claim().rolling() && candidate.claim().subject().kind() == Subject.Kind.PERSON) {
            warnings.add(INDEPENDENT);
        }
        if (GroupFilters.in(candidate.claim())) {
            warnings.add(GROUPS_ARE_CURRENT);
        }
        // who edits what a search found has its numbers at hand
        if (candidate.searched() && candidate.version() > 1) {
            warnings.add(HOLDOUT_SEEN);
        }
        return warnings;
    }

    private record Numbers(CandidateCounts counts, Measures full, Measures discovery, Measures holdout) {}
}
