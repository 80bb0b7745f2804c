package io.beton.backtest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.Json;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Tally;
import io.beton.model.backtest.Watch;
import io.beton.model.event.EventBatch;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What became of signals, each for one rule. */
class WatchCountTest {
    private static final Condition INVITED = new Condition.Count(Selector.of("invite_sent"), 1);

    @Test
    void signalsOfTheWorkedExampleAreWhatTheirObservationsAre() {
        // Given
        List<FiredSignal> signals = List.of(
                signal("a", 3),
                signal("b", 8.9),
                signal("e", 6),
                signal("f", 61),
                signal("g", 53),
                signal("i", 10.5),
                signal("h", 1),
                signal("nobody", 20),
                signal("a", 8.5));
        // When
        Tally all = realised(WorkedExample.claim(), signals, WorkedExample.events(), 1)
                .all();
        // Then a and g came true, b and i did not, e was too early, f is to be seen, nobody knows of the others
        assertThat(all)
                .extracting(
                        Tally::lookedAt,
                        Tally::signals,
                        Tally::positives,
                        Tally::alreadyConverted,
                        Tally::immature,
                        Tally::unknown)
                .containsExactly(9, 4L, 2L, 1L, 1L, 3L);
        assertThat(all.precision()).hasValue(0.5);
    }

    @Test
    void anySplitOfTheSubjectsGivesTheSame() {
        // Given
        List<FiredSignal> signals = List.of(signal("a", 3), signal("b", 8.9), signal("i", 10.5), signal("nobody", 1));
        // When
        Realised whole = realised(WorkedExample.claim(), signals, WorkedExample.events(), 1);
        // Then
        assertThat(realised(WorkedExample.claim(), signals, WorkedExample.events(), 4))
                .isEqualTo(whole);
        assertThat(Json.read(Json.bytes(whole), Realised.class)).isEqualTo(whole);
    }

    /** Every two days, counted from 1970: day 0 of the window is such a day. */
    @Test
    void aRollingSignalBelongsToTheNextLandmarkAndADeferredOneToItsOwn() {
        // Given
        List<EventBatch.Event> events = List.of(
                Histories.event("x", 10.5, "invite_sent"),
                Histories.event("x", 11.9, "subscribed"),
                Histories.event("x", 16, "subscribed"));
        Design design = new Design.Rolling(2, 4);
        Outcome outcome = new Outcome(Predicted.event(Selector.of("subscribed")), 5, true);
        Condition deferred = new Not(new Condition.Count(Selector.of("invite_sent"), 1));
        // Then at 12 the second one is still to come, and 11.9 lies before the landmark; at 18 there is none
        assertThat(tally(INVITED, design, outcome, 10.5, events).positives()).isEqualTo(1);
        assertThat(tally(deferred, design, outcome, 18, events).signals()).isEqualTo(1);
        assertThat(tally(deferred, design, outcome, 18, events).positives()).isZero();
        assertThat(tally(deferred, design, outcome, 17.5, events).unknown()).isEqualTo(1);
        assertThat(tally(INVITED, design, outcome, 89.5, events).immature()).isEqualTo(1);
        assertThat(tally(INVITED, design, outcome, 30, events).unknown()).isEqualTo(1);
    }

    @Test
    void churnThatWasForetoldIsSilence() {
        // Given
        List<EventBatch.Event> events =
                List.of(Histories.event("gone", 10.5, "invite_sent"), Histories.event("there", 10.5, "invite_sent"));
        List<EventBatch.Event> back = Stream.concat(
                        events.stream(), Stream.of(Histories.event("there", 13, "invite_sent")))
                .toList();
        Claim claim = new Claim(
                Subject.PERSON, INVITED, new Design.Rolling(1, 3), new Outcome(new Predicted.Churn(), 5, false));
        // When
        Tally all = realised(claim, List.of(signal("gone", 10.5), signal("there", 10.5)), back, 2)
                .all();
        // Then
        assertThat(all.signals()).isEqualTo(2);
        assertThat(all.positives()).isEqualTo(1);
    }

    @Test
    void ofOneSubjectManySignalsAreNotAsSureAsOfMany() {
        // Given
        List<EventBatch.Event> events = IntStream.range(0, 40)
                .mapToObj(i -> Histories.event(i % 2 == 0 ? "often" : "x" + i, 10.5 + i, "invite_sent"))
                .toList();
        Outcome outcome = new Outcome(Predicted.event(Selector.of("subscribed")), 5, true);
        Claim claim = new Claim(Subject.PERSON, INVITED, new Design.Rolling(1, 1), outcome);
        // When
        Tally often = realised(claim, signals(events, "often"), events, 1).all();
        Tally others = realised(claim, signals(events, "x"), events, 1).all();
        // Then
        assertThat(often.signals()).isEqualTo(others.signals()).isEqualTo(20);
        assertThat(often.judgedInterval().orElseThrow().upper())
                .isGreaterThan(others.judgedInterval().orElseThrow().upper());
    }

    @Test
    void theNewestAreJudgedForThemselves() {
        // Given of 400 half invite; of these everybody of the first days came true, and nobody of the last 60
        List<EventBatch.Event> events = IntStream.range(0, 200)
                .boxed()
                .flatMap(i -> Stream.of(
                        Histories.event("p" + i, i * 0.2, "signed_up"),
                        Histories.event("q" + i, i * 0.2, "signed_up"),
                        Histories.event("p" + i, i * 0.2 + 1, "invite_sent"),
                        Histories.event((i < 140 ? "p" : "nobody") + i, i * 0.2 + 8, "subscribed")))
                .toList();
        // When
        Realised realised = realised(WorkedExample.claim(), signals(events, "p"), events, 3);
        // Then
        assertThat(realised.spans()).extracting(Tally::lookedAt).containsExactly(50, 100, 200);
        assertThat(realised.spans()).extracting(Tally::positives).containsExactly(0L, 40L, 140L);
        assertThat(realised.verdict()).isEqualTo(DriftVerdict.DRIFT);
        assertThat(realised.bar()).isEqualTo(1.5 * (140.0 / 400));
        assertThat(realised.fallen().orElseThrow().lookedAt()).isEqualTo(50);
    }

    /** Who fires ten days long and then comes counts ten times in a lift, and is signalled once, as those who do not come. */
    @Test
    void whatTheCoolDownLeavesIsNotHeldAgainstALiftOverAllThatFired() {
        // Given
        List<EventBatch.Event> events = IntStream.range(0, 200)
                .boxed()
                .flatMap(i -> IntStream.range(0, i % 2 == 0 ? 10 : 1)
                        .mapToObj(day -> Histories.event("p" + i, 10.5 + i % 30 + day, "invite_sent")))
                .toList();
        List<EventBatch.Event> all = Stream.concat(
                        events.stream(),
                        IntStream.range(0, 100)
                                .map(i -> 2 * i)
                                .mapToObj(i -> Histories.event("p" + i, 22.5 + i % 30, "subscribed")))
                .toList();
        List<FiredSignal> first = IntStream.range(0, 200)
                .mapToObj(i -> signal("p" + i, 10.5 + i % 30))
                .toList();
        Claim claim =
                new Claim(Subject.PERSON, INVITED, new Design.Rolling(1, 1), Outcome.of(Selector.of("subscribed"), 14));
        // When
        Realised realised = realised(claim, new Bar(0, 0, 0.8, 0, 30, 0, 1), first, all, 2);
        // Then
        assertThat(realised.all().precision()).hasValue(0.5);
        assertThat(realised.bar()).isCloseTo(0.8 * 0.5, within(1e-9));
        assertThat(realised.verdict()).isEqualTo(DriftVerdict.HOLDS);
    }

    private static Tally tally(
            Condition condition, Design design, Outcome outcome, double day, List<EventBatch.Event> events) {
        Claim claim = new Claim(Subject.PERSON, condition, design, outcome);
        return realised(claim, List.of(signal("x", day)), events, 1).all();
    }

    private static List<FiredSignal> signals(List<EventBatch.Event> events, String of) {
        Selector invited = Selector.of("invite_sent");
        return events.stream()
                .filter(event -> event.matched().contains(invited.id()))
                .filter(event -> event.subject().value().startsWith(of))
                .map(event -> new FiredSignal(event.subject(), Times.instant(event.timestamp())))
                .toList();
    }

    private static FiredSignal signal(String subject, double day) {
        return new FiredSignal(new SubjectId(subject), Times.instant(Histories.at(day)));
    }

    private static Realised realised(
            Claim claim, List<FiredSignal> signals, List<EventBatch.Event> events, int partitions) {
        return realised(claim, Bar.DEFAULT, signals, events, partitions);
    }

    private static Realised realised(
            Claim claim, Bar bar, List<FiredSignal> signals, List<EventBatch.Event> events, int partitions) {
        List<FiredSignal> newestFirst = signals.stream()
                .sorted(Comparator.comparing(FiredSignal::firedAt).reversed())
                .toList();
        Candidate candidate = new Candidate(new HypothesisId("hyp_1"), 1, claim, bar, false, 1)
                .watching(new Watch(0.999, OptionalDouble.empty(), newestFirst));
        HistoryRequest request = Histories.request("req_1", Purpose.BACKTEST, candidate);
        CandidateCounts counts = IntStream.range(0, partitions)
                .mapToObj(partition -> {
                    PartitionHistory history = new PartitionHistory(request);
                    history.add(Histories.activeBatch(events.stream()
                            .filter(event -> SubjectBucket.of(event.subject(), partitions) == partition)
                            .toList()));
                    return Scorer.score(history).get(0);
                })
                .reduce(CandidateCounts.NONE, CandidateCounts::plus);
        counts = Json.read(Json.bytes(counts), CandidateCounts.class);
        ReportWriter reports = new ReportWriter(request, Histories.AS_OF, List.of(counts));
        return RealisedWriter.of(candidate, counts, reports.reports().get(0)).orElseThrow();
    }
}
