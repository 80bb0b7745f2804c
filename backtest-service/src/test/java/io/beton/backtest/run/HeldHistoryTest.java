package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.model.Json;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.RequestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A search asks more than once of one history, whoever dies in between. */
class HeldHistoryTest {
    private static final long PLENTY = 1L << 40;
    private static final Claim CLAIM = WorkedExample.claim();
    private static final HistoryRequest BASE =
            request("req_1", Purpose.EXPLORE, CLAIM, WorkedExample.rolling()).holding();
    private static final HistoryRequest SECOND =
            following("req_2", Purpose.EXPLORE, atLeast(2)).holding();
    private static final HistoryRequest SKETCHED = following("req_3", Purpose.EXPLORE, CLAIM, WorkedExample.rolling())
            .sketching()
            .holding();
    private static final HistoryRequest LAST = following("req_4", Purpose.BACKTEST, CLAIM, atLeast(2));
    private static final HistoryRequest OTHER = request("req_other", Purpose.BACKTEST, CLAIM);

    @Test
    void whatFollowsIsCountedAsIfItHadBeenReadForItself() {
        // Given
        PartitionLife life = life(PLENTY, BASE);
        life.append(records(BASE));
        life.read(100);
        life.commit();
        assertThat(life.committed()).isZero();
        // When
        life.ask(SECOND);
        life.commit();
        life.ask(SKETCHED);
        life.ask(LAST);
        life.commit();
        // Then
        assertThat(answers(life))
                .extracting(PartialCounts::requestId)
                .containsExactly(ids(BASE, SECOND, SKETCHED, LAST));
        for (PartialCounts answer : answers(life)) {
            assertThat(answer.candidates())
                    .isEqualTo(readForItself(answer.requestId()).candidates());
            assertThat(answer.events()).isEqualTo(23);
        }
        assertThat(answers(life).get(2).sketches())
                .isEqualTo(readForItself(SKETCHED.requestId()).sketches())
                .hasSize(2)
                .doesNotContain("");
        assertThat(life.memoryUsed()).isZero();
        assertThat(life.committed()).isEqualTo(records(BASE).size());
    }

    @Property(tries = 300)
    void whoeverDiesInBetweenTheAnswersAreTheSame(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        PartitionLife life = life(PLENTY, BASE, OTHER);
        List<byte[]> records = new ArrayList<>(records(BASE));
        List<HistoryRequest> next = new ArrayList<>(List.of(SECOND, SKETCHED, LAST));
        records.addAll(random.nextInt(records.size() + 1), records(OTHER));
        life.append(records);
        // When
        for (int deaths = 0; !(life.atEnd() && next.isEmpty() && answered(life, LAST)); ) {
            life.read(1 + random.nextInt(7));
            if (random.nextBoolean()) {
                life.commit();
            }
            if (answered(life, BASE) && !next.isEmpty() && random.nextBoolean()) {
                life.ask(next.remove(0));
            }
            if (deaths < 10 && random.nextInt(4) == 0) {
                life.crash();
                deaths++;
            }
        }
        life.commit();
        // Then
        assertThat(answers(life)).allSatisfy(answer -> {
            assertThat(answer.failure()).isEmpty();
            assertThat(answer.candidates())
                    .isEqualTo(readForItself(answer.requestId()).candidates());
        });
        assertThat(answers(life))
                .extracting(PartialCounts::requestId)
                .contains(ids(BASE, SECOND, SKETCHED, LAST, OTHER));
        life.wait(PartitionLife.PATIENCE.hold());
        life.commit();
        assertThat(life.memoryUsed()).isZero();
        assertThat(life.committed()).isEqualTo(records.size());
    }

    @Test
    void othersAreCountedMeanwhile() {
        // Given
        PartitionLife life = life(PLENTY, BASE, OTHER);
        life.append(records(BASE));
        life.append(records(OTHER));
        // When
        life.read(100);
        life.commit();
        // Then
        assertThat(answered(life, OTHER)).isTrue();
        assertThat(life.committed()).isZero();
    }

    @Test
    void whoAsksTooLateIsToldSoAtOnce() {
        // Given
        PartitionLife life = life(PLENTY, BASE);
        life.append(records(BASE));
        life.read(100);
        life.wait(PartitionLife.PATIENCE.hold().minusSeconds(1));
        life.ask(SECOND);
        life.wait(PartitionLife.PATIENCE.hold().minusSeconds(1));
        assertThat(life.memoryUsed()).isPositive();
        life.wait(Duration.ofSeconds(1));
        life.commit();
        // When
        life.ask(LAST);
        life.commit();
        // Then
        assertThat(life.memoryUsed()).isZero();
        assertThat(life.committed()).isEqualTo(records(BASE).size());
        assertThat(failure(life, SECOND)).isEmpty();
        assertThat(failure(life, LAST)).contains("the history of req_1 is no longer held; explore again");
        life.crash();
        life.commit();
        assertThat(answers(life)).hasSize(3);
    }

    @Test
    void aHistoryThatNeverCameIsWaitedForAndThenGivenUp() {
        // Given
        PartitionLife life = life(PLENTY, BASE, SECOND);
        life.wait(PartitionLife.PATIENCE.hold().minusSeconds(1));
        assertThat(life.published()).isEmpty();
        // When
        life.wait(Duration.ofSeconds(1));
        // Then
        assertThat(failure(life, SECOND)).contains("the history of req_1 is no longer held; explore again");
    }

    @Test
    void whatWasNotReadIsNotCounted() {
        // Given
        PartitionLife life = life(PLENTY, BASE);
        life.append(records(BASE));
        life.read(100);
        HistoryRequest unread = following(
                        "req_unread",
                        Purpose.EXPLORE,
                        new Claim(
                                CLAIM.subject(),
                                new Condition.Count(Selector.of("flew"), 1),
                                CLAIM.design(),
                                CLAIM.outcome()))
                .holding();
        // When
        life.ask(unread);
        life.ask(SECOND);
        life.commit();
        // Then
        assertThat(failure(life, unread).orElseThrow()).contains("flew").contains("was not read for req_1");
        assertThat(failure(life, SECOND)).isEmpty();
    }

    @Test
    void whoIsHeldGivesWayToWhoIsReadUnlessItWasAskedJustNow() {
        // Given
        PartitionLife life = life(400_000, BASE, OTHER);
        life.append(encoded(BASE, manyEvents()));
        life.read(1000);
        assertThat(failure(life, BASE)).isEmpty();
        life.append(encoded(OTHER, manyEvents()));
        // When
        life.read(1000);
        life.wait(Duration.ofSeconds(20));
        HistoryRequest later = request("req_later", Purpose.BACKTEST, CLAIM);
        life.ask(later);
        life.append(encoded(later, manyEvents()));
        life.read(1000);
        life.ask(SECOND);
        life.commit();
        // Then
        assertThat(failure(life, OTHER).orElseThrow()).contains("does not fit into memory");
        assertThat(failure(life, later)).isEmpty();
        assertThat(failure(life, SECOND)).contains("the history of req_1 is no longer held; explore again");
        assertThat(life.memoryUsed()).isZero();
    }

    @Test
    void aReaderThatStartsOverIsBelieved() {
        // Given
        PartitionLife life = life(PLENTY, BASE);
        life.append(records(BASE));
        life.read(100);
        life.append(records(BASE).subList(0, 2));
        life.read(100);
        life.ask(LAST);
        life.commit();
        assertThat(answered(life, LAST)).isFalse();
        // When
        life.append(records(BASE).subList(2, records(BASE).size()));
        life.read(100);
        life.commit();
        // Then
        assertThat(failure(life, LAST)).isEmpty();
        assertThat(life.memoryUsed()).isZero();
    }

    private static PartitionLife life(long maxMemory, HistoryRequest... requests) {
        return new PartitionLife(
                List.of(),
                List.of(requests),
                maxMemory,
                (note, around) -> new BacktestWorker(0, 1, note, around, PartitionLife.PATIENCE));
    }

    /** The same request with a history of its own. */
    private static PartialCounts readForItself(RequestId id) {
        HistoryRequest asked = List.of(BASE, SECOND, SKETCHED, LAST, OTHER).stream()
                .filter(request -> request.requestId().equals(id))
                .findFirst()
                .orElseThrow();
        HistoryRequest alone = new HistoryRequest(
                id,
                asked.connectionId(),
                asked.purpose(),
                asked.asOf(),
                asked.windowDays(),
                asked.candidates(),
                Optional.empty(),
                false,
                asked.sketched());
        PartitionLife life = life(PLENTY, alone);
        life.append(records(alone));
        life.read(100);
        return answers(life).get(0);
    }

    private static List<PartialCounts> answers(PartitionLife life) {
        return life.published().stream()
                .map(bytes -> Json.read(bytes, PartialCounts.class))
                .toList();
    }

    private static boolean answered(PartitionLife life, HistoryRequest request) {
        return answers(life).stream().anyMatch(answer -> answer.requestId().equals(request.requestId()));
    }

    private static Optional<String> failure(PartitionLife life, HistoryRequest request) {
        return answers(life).stream()
                .filter(answer -> answer.requestId().equals(request.requestId()))
                .findFirst()
                .orElseThrow()
                .failure();
    }

    private static RequestId[] ids(HistoryRequest... requests) {
        return List.of(requests).stream().map(HistoryRequest::requestId).toArray(RequestId[]::new);
    }

    private static HistoryRequest following(String id, Purpose purpose, Claim... claims) {
        return request(id, purpose, claims).onHistoryOf(new RequestId("req_1"));
    }

    private static HistoryRequest request(String id, Purpose purpose, Claim... claims) {
        return Histories.request(
                id,
                purpose,
                IntStream.range(0, claims.length)
                        .mapToObj(i -> Histories.candidate("hyp_" + i, claims[i], true))
                        .toArray(Candidate[]::new));
    }

    private static Claim atLeast(int times) {
        Condition.Count count = (Condition.Count) CLAIM.condition();
        return new Claim(
                CLAIM.subject(), new Condition.Count(count.selector(), times), CLAIM.design(), CLAIM.outcome());
    }

    private static List<byte[]> records(HistoryRequest request) {
        return encoded(request, WorkedExample.events());
    }

    private static List<byte[]> encoded(HistoryRequest request, List<EventBatch.Event> events) {
        Function<HistoryRecord, byte[]> write = EventCodec::write;
        return Histories.records(request, events, 1, 5).get(0).stream()
                .map(write)
                .toList();
    }

    private static List<EventBatch.Event> manyEvents() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> Histories.event("subject" + i, 1, "signed_up"))
                .toList();
    }
}
