package io.beton.backtest.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.backtest.statistics.SubjectSketch;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.RealisedCounts;
import io.beton.model.backtest.Watch;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Generated;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The loops over columns count what asking each subject counts, also over many blocks and over months. */
class PlainVersionAgreementTest {
    private static final int WINDOW_DAYS = 150;
    private static final int SUBJECTS = 4_500;
    private static final long START = Generated.AS_OF - WINDOW_DAYS * Times.DAY;

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void loopsCountWhatAskingCounts(
            @ForAll("claims") List<Claim> claims, @ForAll Purpose purpose, @ForAll Random random) {
        // Given
        HistoryRequest request = purpose == Purpose.EXPLORE
                ? request(claims, Purpose.EXPLORE).sketching()
                : request(claims, Purpose.BACKTEST);
        PartitionHistory history = new PartitionHistory(request);
        IntStream.range(0, SUBJECTS).forEach(subject -> history.add(batch(request, subject, random)));
        SealedHistory sealed = history.seal();

        // When
        Scores scores = Scorer.score(sealed, request);

        // Then
        for (int i = 0; i < claims.size(); i++) {
            AskedCount asked = new AskedCount(claims.get(i), sealed, request.purpose() == Purpose.EXPLORE);
            SubjectSketch fired = new SubjectSketch();
            for (int block = 0; block < sealed.blocks(); block++) {
                asked.over(sealed.block(block));
                add(asked, sealed, sealed.block(block), fired);
            }
            assertThat(scores.counts().get(i)).as("%s", claims.get(i)).isEqualTo(asked.counts());
            assertThat(scores.sketches().stream().skip(i).limit(1))
                    .as("%s", claims.get(i))
                    .allMatch(fired.text()::equals);
        }
        assertThat(scores.sketches()).hasSize(request.sketched() ? claims.size() : 0);
    }

    private static void add(AskedCount asked, SealedHistory history, Block block, SubjectSketch fired) {
        long[] words = new long[Block.WORDS];
        asked.markFired(words);
        IntStream.range(0, block.subjects())
                .filter(place -> Bits.has(words, place))
                .forEach(place ->
                        fired.add(history.facts(block.firstSubject() + place).id()));
    }

    /** Everybody who fired is signalled: what came true is what was counted. */
    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    void signalsComeTrueAsTheirObservationsDo(@ForAll("claims") List<Claim> claims, @ForAll long seed) {
        // Given
        HistoryRequest plain = request(claims.subList(0, 1), Purpose.BACKTEST);
        Map<FiredSignal, Fate> fired = new HashMap<>();
        fired(sealed(plain, seed), claims.get(0), fired);
        List<FiredSignal> newest = fired.keySet().stream()
                .sorted(Comparator.comparing(FiredSignal::firedAt).reversed())
                .limit(Watch.MOST)
                .toList();
        if (newest.isEmpty()) {
            return;
        }
        Candidate watched = plain.candidates().get(0).watching(new Watch(0.99, OptionalDouble.empty(), newest));

        // When
        CandidateCounts counts = Scorer.score(sealed(request(watched), seed)).get(0);

        // Then
        RealisedCounts all = counts.realised().get(counts.realised().size() - 1);
        Map<Fate, Long> expected = newest.stream().collect(Collectors.groupingBy(fired::get, Collectors.counting()));
        assertThat(all.judged().counts().tp()).isEqualTo(expected.getOrDefault(Fate.TRUE_POSITIVE, 0L));
        assertThat(all.judged().counts().fp()).isEqualTo(expected.getOrDefault(Fate.FALSE_POSITIVE, 0L));
        assertThat(all.immature()).isEqualTo(expected.getOrDefault(Fate.IMMATURE, 0L));
        assertThat(all.alreadyConverted()).isEqualTo(expected.getOrDefault(Fate.ALREADY_CONVERTED, 0L));
    }

    private static SealedHistory sealed(HistoryRequest request, long seed) {
        Random random = new Random(seed);
        PartitionHistory history = new PartitionHistory(request);
        IntStream.range(0, SUBJECTS / 2).forEach(subject -> history.add(batch(request, subject, random)));
        return history.seal();
    }

    private static void fired(SealedHistory history, Claim claim, Map<FiredSignal, Fate> fired) {
        ClaimMatcher matcher = ClaimMatcher.counting(claim, history.numbering());
        SubjectCursor cursor = new SubjectCursor(history, claim.selectors());
        for (int number = 0; number < history.subjects(); number++) {
            if (Block.placeOf(number) == 0) {
                cursor.enter(history.block(Block.numberOf(number)));
            }
            cursor.moveTo(Block.placeOf(number));
            long earlier = claim.outcome()
                    .selector()
                    .map(outcome -> cursor.earlier(history.numbering().of(outcome)))
                    .orElse(Times.NEVER);
            for (Observation observation : matcher.observations(cursor, START, Generated.AS_OF)) {
                if (observation.fired()) {
                    fired.put(
                            new FiredSignal(history.facts(number).id(), Times.instant(observation.firedAt())),
                            matcher.fate(observation, cursor, START, Generated.AS_OF, earlier));
                }
            }
        }
    }

    private static HistoryRequest request(Candidate candidate) {
        return new HistoryRequest(
                new RequestId("req_1"),
                Histories.CONNECTION,
                Purpose.BACKTEST,
                Times.instant(Generated.AS_OF),
                WINDOW_DAYS,
                List.of(candidate));
    }

    private static HistoryRequest request(List<Claim> claims, Purpose purpose) {
        return new HistoryRequest(
                new RequestId("req_1"),
                Histories.CONNECTION,
                purpose,
                Times.instant(Generated.AS_OF),
                WINDOW_DAYS,
                IntStream.range(0, claims.size())
                        .mapToObj(i ->
                                new Candidate(new HypothesisId("hyp_" + i), 1, claims.get(i), Bar.DEFAULT, false, 1))
                        .toList());
    }

    /** Somebody who comes some time after the window's start, or was there before, and stays for a while. */
    private static EventBatch batch(HistoryRequest request, int number, Random random) {
        SubjectId subject = new SubjectId("subject " + number);
        long first = START + random.nextLong(WINDOW_DAYS * Times.DAY);
        long last = first + random.nextLong(Generated.AS_OF - first);
        List<EventBatch.Event> events = new ArrayList<>();
        List<EventBatch.Activity> activity = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            long time = first + random.nextLong(last - first + 1);
            Set<SelectorId> matched = Set.of(request.selectors()
                    .get(random.nextInt(request.selectors().size()))
                    .id());
            Map<String, Long> values = new HashMap<>();
            for (CountedProperty counted : request.counted()) {
                if (matched.contains(counted.of().id()) && random.nextInt(4) > 0) {
                    values.put(counted.property(), 1L + random.nextInt(3));
                }
            }
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            events.add(new EventBatch.Event(subject, time, time, uuid, matched, values));
            activity.add(new EventBatch.Activity(subject, time, time, 1L + random.nextInt(3)));
        }
        List<EventBatch.EarlierOutcome> earlier = request.earlierOutcomes().stream()
                .filter(outcome -> random.nextInt(10) == 0)
                .map(outcome -> new EventBatch.EarlierOutcome(subject, outcome.id(), START - 1))
                .toList();
        Map<SubjectId, Long> born = random.nextInt(5) == 0 ? Map.of() : Map.of(subject, first - Times.DAY);
        return new EventBatch(Histories.CONNECTION, -1, events, activity, born, earlier);
    }

    @Provide
    Arbitrary<List<Claim>> claims() {
        return Generated.claims()
                .map(PlainVersionAgreementTest::overMonths)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Claim overMonths(Claim claim) {
        Design design = claim.design();
        if (design instanceof Design.Anchored anchored) {
            design = new Design.Anchored(anchored.anchor(), 11 * anchored.withinDays());
        } else if (design instanceof Design.Rolling rolling) {
            design = new Design.Rolling(2 * rolling.everyDays(), 13 * rolling.lookbackDays());
        }
        Outcome outcome = claim.outcome();
        return new Claim(
                claim.subject(),
                claim.condition(),
                design,
                new Outcome(outcome.predicted(), 9 * outcome.horizonDays(), outcome.repeatable()));
    }
}
