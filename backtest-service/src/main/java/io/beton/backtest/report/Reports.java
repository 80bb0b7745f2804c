package io.beton.backtest.report;

import io.beton.backtest.statistics.BenjaminiHochberg;
import io.beton.backtest.verdict.VerdictPolicy;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the reports of one request from its summed counts.
 *
 * <p>A report of an exploration holds discovery alone: whoever searches cannot look at the holdout.
 */
public final class Reports {
    private static final List<String> WARNINGS = List.of("subjects_are_taken_as_independent");

    private Reports() {}

    /** One report per candidate, in the request's order. */
    public static List<Report> of(HistoryRequest request, List<CandidateCounts> counts, Instant readAt) {
        List<Numbers> numbers = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            numbers.add(Numbers.of(visible(request.purpose(), counts.get(i))));
        }
        double[] qValues = qValues(request.candidates(), numbers);
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            reports.add(report(request, request.candidates().get(i), numbers.get(i), qValues[i], readAt));
        }
        return reports;
    }

    private static CandidateCounts visible(Purpose purpose, CandidateCounts counts) {
        return purpose == Purpose.EXPLORE
                ? new CandidateCounts(counts.discovery(), Counts.NONE, counts.immature(), counts.alreadyConverted())
                : counts;
    }

    /** Searched hypotheses are corrected among each other on their holdout, hand-written ones on the full window. */
    private static double[] qValues(List<Candidate> candidates, List<Numbers> numbers) {
        double[] qValues = new double[candidates.size()];
        for (boolean searched : new boolean[] {true, false}) {
            List<Integer> family = new ArrayList<>();
            List<Double> pValues = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).searched() == searched) {
                    family.add(i);
                    pValues.add(
                            searched
                                    ? numbers.get(i).holdout().pValue()
                                    : numbers.get(i).full().pValue());
                }
            }
            double[] adjusted = BenjaminiHochberg.qValues(pValues);
            for (int k = 0; k < adjusted.length; k++) {
                qValues[family.get(k)] = adjusted[k];
            }
        }
        return qValues;
    }

    private static Report report(
            HistoryRequest request, Candidate candidate, Numbers numbers, double qValue, Instant readAt) {
        VerdictPolicy.Judgement judgement =
                VerdictPolicy.judge(candidate.bar(), candidate.searched(), numbers.full(), numbers.holdout(), qValue);
        return new Report(
                request.requestId(),
                candidate.version(),
                request.asOf(),
                request.windowDays(),
                readAt,
                numbers.full(),
                qValue,
                candidate.tried(),
                numbers.immature(),
                numbers.alreadyConverted(),
                numbers.discovery(),
                numbers.holdout(),
                judgement.verdict(),
                judgement.reasons(),
                WARNINGS);
    }

    private record Numbers(Measures full, Measures discovery, Measures holdout, long immature, long alreadyConverted) {
        static Numbers of(CandidateCounts counts) {
            return new Numbers(
                    MeasuresOf.anchored(counts.full()),
                    MeasuresOf.anchored(counts.discovery()),
                    MeasuresOf.anchored(counts.holdout()),
                    counts.immature(),
                    counts.alreadyConverted());
        }
    }
}
