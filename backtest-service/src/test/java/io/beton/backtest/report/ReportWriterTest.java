package io.beton.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
    private static final CandidateCounts STRONG =
            new CandidateCounts(new Counts(60, 40, 40, 360), new Counts(30, 20, 20, 180), 5, 6);
    private static final CandidateCounts WEAK =
            new CandidateCounts(new Counts(20, 80, 80, 320), new Counts(11, 39, 39, 161), 5, 6);

    @Test
    void searchedCandidatesAreJudgedByTheirHoldoutsAndHandWrittenOnesByTheFullWindow() {
        // When
        List<Report> reports = reports(
                Purpose.BACKTEST,
                List.of(STRONG, STRONG, WEAK),
                Histories.candidate("hyp_1", WorkedExample.claim(), true),
                Histories.candidate("hyp_2", WorkedExample.claim(), false),
                Histories.candidate("hyp_3", WorkedExample.claim(), true));

        // Then
        assertThat(reports.get(0).qValue())
                .isEqualTo(2 * reports.get(0).holdout().pValue(), within(1e-18));
        assertThat(reports.get(1).qValue()).isEqualTo(reports.get(1).full().pValue());
        assertThat(reports.get(2).qValue()).isEqualTo(reports.get(2).holdout().pValue());
        assertThat(reports.stream().map(Report::verdict))
                .containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.FAILED);
        assertThat(reports.get(0).tried()).isEqualTo(320);
        assertThat(reports.get(0).immature()).isEqualTo(5);
        assertThat(reports.get(0).alreadyConverted()).isEqualTo(6);
    }

    @Test
    void whatIsReadTogetherOfDifferentSearchesIsCorrectedApart() {
        // When
        List<Report> reports = reports(
                Purpose.BACKTEST,
                List.of(STRONG, WEAK, WEAK),
                Histories.candidate("hyp_1", WorkedExample.claim(), true).of("one search"),
                Histories.candidate("hyp_2", WorkedExample.claim(), true).of("another"),
                Histories.candidate("hyp_3", WorkedExample.claim(), true).of("one search"));

        // Then
        double strong = reports.get(0).holdout().pValue();
        assertThat(reports.get(0).qValue()).isEqualTo(2 * strong, within(1e-18));
        assertThat(reports.get(1).qValue()).isEqualTo(reports.get(1).holdout().pValue());
    }

    @Test
    void nothingCountedGivesNoNumbersInsteadOfZeros() {
        // When
        Measures measures = reports(
                        Purpose.BACKTEST,
                        List.of(CandidateCounts.NONE),
                        Histories.candidate("hyp_1", WorkedExample.claim(), false))
                .get(0)
                .full();

        // Then
        assertThat(measures.precision()).isEmpty();
        assertThat(measures.recall()).isEmpty();
        assertThat(measures.baseline()).isEmpty();
        assertThat(measures.liftVsBaseline()).isEmpty();
        assertThat(measures.deliveredPrecision()).isEmpty();
        assertThat(measures.precisionInterval()).isEmpty();
        assertThat(measures.liftInterval()).isEmpty();
        assertThat(measures.pValue()).isEqualTo(1);
    }

    @Test
    void aFilterOnAGroupPropertyIsWarnedOf() {
        // Given
        Claim plain = WorkedExample.claim();
        Selector grouped = new Selector(
                "invite_sent",
                List.of(new PropertyFilter(
                        PropertyFilter.Scope.GROUP,
                        Optional.of("organization"),
                        "plan",
                        PropertyFilter.Operator.EQ,
                        Optional.of("pro"))));
        Claim claim = new Claim(plain.subject(), new Condition.Count(grouped, 1), plain.design(), plain.outcome());

        // When
        Report report = reports(Purpose.BACKTEST, List.of(STRONG), Histories.candidate("hyp_1", claim, false))
                .get(0);

        // Then
        assertThat(report.warnings()).contains("group_properties_are_current");
    }

    @Test
    void whoEditedWhatASearchFoundMayHaveSeenItsHoldout() {
        // Given
        Candidate found = Histories.candidate("hyp_1", WorkedExample.claim(), true);
        Candidate edited = new Candidate(found.hypothesisId(), 2, found.claim(), found.bar(), true, 321);

        // When
        List<Report> reports = reports(Purpose.BACKTEST, List.of(STRONG, STRONG), edited, found);

        // Then
        assertThat(reports.get(0).warnings()).contains("holdout_may_have_been_seen");
        assertThat(reports.get(1).warnings()).doesNotContain("holdout_may_have_been_seen");
        assertThat(reports.get(0).tried()).isEqualTo(321);
    }

    private static List<Report> reports(Purpose purpose, List<CandidateCounts> counts, Candidate... candidates) {
        HistoryRequest request = Histories.request("req_1", purpose, candidates);
        return new ReportWriter(request, Histories.AS_OF, counts).reports();
    }
}
