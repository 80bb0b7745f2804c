package io.beton.backtest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Fate;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.Specification;
import io.beton.model.match.Times;
import io.beton.model.match.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is counted of random histories, in whatever batches they come, is what the specification says of each subject. */
class SpecificationAgreementTest {
    private static final long COOL_DOWN = 30 * Times.DAY;

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void countsAreWhatTheSpecificationSays(
            @ForAll("claims") List<Claim> claims,
            @ForAll("histories") List<PlainHistory> histories,
            @ForAll Random random) {
        // Given
        HistoryRequest request = request(claims);
        PartitionHistory history = new PartitionHistory(request);
        batches(request, named(histories), random).forEach(history::add);

        // When
        List<CandidateCounts> counts = Scorer.score(history);

        // Then
        for (int i = 0; i < claims.size(); i++) {
            assertThat(counts.get(i)).isEqualTo(byTheBook(claims.get(i), named(histories)));
        }
    }

    /** The same history and claims, so much longer that signals cool down, and not only once. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void countsOverMonthsAreToo(
            @ForAll("claims") List<Claim> claims,
            @ForAll("histories") List<PlainHistory> histories,
            @ForAll Random random) {
        // Given
        List<Claim> longer = claims.stream().map(Stretched::claim).toList();
        Map<String, PlainHistory> subjects = named(histories);
        subjects.replaceAll((id, history) -> Stretched.history(history));
        HistoryRequest request = request(longer, Stretched.WINDOW_DAYS);
        PartitionHistory history = new PartitionHistory(request);
        batches(request, subjects, random).forEach(history::add);
        // When
        List<CandidateCounts> counts = Scorer.score(history);
        // Then
        for (int i = 0; i < claims.size(); i++) {
            assertThat(counts.get(i)).isEqualTo(byTheBook(longer.get(i), subjects, request.windowStart()));
        }
        long cooled = IntStream.range(0, claims.size())
                .filter(i -> claims.get(i).rolling())
                .mapToObj(i -> counts.get(i).full())
                .filter(part -> part.clusters().delivered().tp()
                                + part.clusters().delivered().fp()
                        < part.counts().fired())
                .count();
        Statistics.label("claims some of whose signals would not be sent").collect(cooled);
    }

    private static CandidateCounts byTheBook(Claim claim, Map<String, PlainHistory> subjects) {
        return byTheBook(claim, subjects, Generated.START);
    }

    private static CandidateCounts byTheBook(Claim claim, Map<String, PlainHistory> subjects, long windowStart) {
        CandidateCounts sum = CandidateCounts.NONE;
        for (Map.Entry<String, PlainHistory> subject : subjects.entrySet()) {
            List<Specification.Asked> asked = new Specification(
                            claim, subject.getKey(), subject.getValue(), windowStart, Generated.AS_OF)
                    .asked();
            sum = sum.plus(new CandidateCounts(
                    part(claim, asked, false),
                    part(claim, asked, true),
                    count(asked, Fate.IMMATURE),
                    count(asked, Fate.ALREADY_CONVERTED)));
        }
        return sum;
    }

    private static CandidateCounts.Part part(Claim claim, List<Specification.Asked> all, boolean held) {
        List<Specification.Asked> asked =
                all.stream().filter(one -> one.held() == held).toList();
        Counts counts = new Counts(
                count(asked, Fate.TRUE_POSITIVE),
                count(asked, Fate.FALSE_POSITIVE),
                count(asked, Fate.FALSE_NEGATIVE),
                count(asked, Fate.TRUE_NEGATIVE));
        return claim.rolling()
                ? new CandidateCounts.Part(counts, Clusters.ofSubject(counts, delivered(asked)))
                : CandidateCounts.Part.of(counts);
    }

    private static Clusters.Delivered delivered(List<Specification.Asked> asked) {
        List<Specification.Asked> signalled = new ArrayList<>();
        asked.stream().filter(Specification.Asked::fired).forEach(one -> {
            if (signalled.isEmpty()
                    || one.landmark() - signalled.get(signalled.size() - 1).landmark() >= COOL_DOWN) {
                signalled.add(one);
            }
        });
        return new Clusters.Delivered(count(signalled, Fate.TRUE_POSITIVE), count(signalled, Fate.FALSE_POSITIVE));
    }

    private static long count(List<Specification.Asked> asked, Fate fate) {
        return asked.stream().filter(one -> one.fate() == fate).count();
    }

    private static HistoryRequest request(List<Claim> claims) {
        return request(claims, Generated.WINDOW_DAYS);
    }

    private static HistoryRequest request(List<Claim> claims, int windowDays) {
        return new HistoryRequest(
                new RequestId("req_1"),
                new ConnectionId("con_1"),
                Purpose.BACKTEST,
                Times.instant(Generated.AS_OF),
                windowDays,
                IntStream.range(0, claims.size())
                        .mapToObj(i ->
                                new Candidate(new HypothesisId("hyp_" + i), 1, claims.get(i), Bar.DEFAULT, false, 1))
                        .toList());
    }

    private static Map<String, PlainHistory> named(List<PlainHistory> histories) {
        Map<String, PlainHistory> named = new LinkedHashMap<>();
        for (int i = 0; i < histories.size(); i++) {
            named.put("00000000-0000-0000-0000-00000000000" + i, apart(histories.get(i), i));
        }
        return named;
    }

    /** No event is of two subjects. */
    private static PlainHistory apart(PlainHistory history, int subject) {
        return new PlainHistory(
                history.events().stream()
                        .map(event -> event.as(new UUID(
                                event.uuid().getMostSignificantBits(),
                                event.uuid().getLeastSignificantBits() + 1_000L * subject)))
                        .toList(),
                history.created());
    }

    /** What a reader of the source would publish of these subjects, shuffled and cut somehow. */
    private static List<EventBatch> batches(HistoryRequest request, Map<String, PlainHistory> subjects, Random random) {
        List<EventBatch> batches = new ArrayList<>();
        subjects.forEach((id, history) -> {
            SubjectId subject = new SubjectId(id);
            history.events().stream()
                    .filter(event -> event.time() >= request.windowStart() && event.time() < Generated.AS_OF)
                    .forEach(event -> batches.add(batch(
                            List.of(Wire.event(subject, event, request.selectors(), request.counted())),
                            List.of(),
                            Map.of(),
                            List.of())));
            batches.add(batch(
                    List.of(),
                    Wire.activity(subject, history.within(request.windowStart(), Generated.AS_OF)),
                    created(subject, history),
                    earlier(request, subject, history)));
        });
        Collections.shuffle(batches, random);
        return batches;
    }

    private static Map<SubjectId, Long> created(SubjectId subject, PlainHistory history) {
        return history.created().isPresent() ? Map.of(subject, history.created().getAsLong()) : Map.of();
    }

    private static List<EventBatch.EarlierOutcome> earlier(
            HistoryRequest request, SubjectId subject, PlainHistory history) {
        return request.earlierOutcomes().stream()
                .flatMap(outcome -> history.events().stream()
                        .filter(event -> event.time() < request.windowStart() && event.matches(outcome))
                        .map(event -> new EventBatch.EarlierOutcome(subject, outcome.id(), event.time())))
                .toList();
    }

    private static EventBatch batch(
            List<EventBatch.Event> events,
            List<EventBatch.Activity> activity,
            Map<SubjectId, Long> born,
            List<EventBatch.EarlierOutcome> earlier) {
        return new EventBatch(new ConnectionId("con_1"), -1, events, activity, born, earlier);
    }

    @Provide
    Arbitrary<List<Claim>> claims() {
        return Generated.claims().list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<PlainHistory>> histories() {
        return Generated.histories().list().ofMinSize(0).ofMaxSize(5);
    }
}
