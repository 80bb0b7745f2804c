package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.router.World;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final VersionPartition WARMED = new VersionPartition(VersionKey.of(World.hypothesis("hyp_1")), 0);

    @Test
    void whoWaitsLongestIsAskedFirstAndWhoeverIsNotDoneGoesLast() {
        // Given
        Position position = after(Position.NOWHERE, IntStream.range(0, 20));
        // When
        position = position.asked(home(0), true).asked(home(1), false);
        position = after(position, IntStream.of(5, 1, 2));
        // Then
        assertThat(position.unasked())
                .containsExactlyElementsOf(Stream.concat(IntStream.range(2, 20).boxed(), Stream.of(0, 1))
                        .map(PositionTest::home)
                        .toList());
    }

    @Test
    void ofTwoWarmUpsOfOnePollTheLaterApprovalHolds() {
        // Given
        Gathered gathered = new Gathered();
        // When
        gathered.warmed(WARMED, 9);
        gathered.warmed(WARMED, 7);
        // Then
        assertThat(gathered.warmed()).isEqualTo(Map.of(WARMED, 9L));
        assertThat(Position.NOWHERE.after(gathered).warm()).isEqualTo(Map.of(WARMED, 9L));
    }

    @Test
    void whatWasPassedIsNotReadAgain() {
        // Given
        Gathered gathered = new Gathered();
        // When
        gathered.passed(new ConsumerRecord<>("some", 3, 41, "", new byte[0]));
        // Then
        assertThat(Position.NOWHERE.after(gathered).offsets()).isEqualTo(Map.of(new TopicPartition("some", 3), 42L));
    }

    @Test
    void whoeverChangesAPartitionMovesFromWhereBothOfItsTopicsStand() {
        // Given
        Map<TopicPartition, Long> offsets = Map.of(
                new TopicPartition("one", 3), 5L, new TopicPartition("other", 3), 7L, new TopicPartition("one", 4), 9L);
        Gathered gathered = new Gathered();
        // When
        gathered.passed(new ConsumerRecord<>("one", 3, 41, "", new byte[0]));
        Position after = Position.loaded(offsets, Map.of(), Map.of()).after(gathered);
        // Then
        assertThat(after.standing(gathered.partitions()))
                .isEqualTo(Map.of(new TopicPartition("one", 3), 42L, new TopicPartition("other", 3), 7L));
    }

    private static Position after(Position position, IntStream homes) {
        return homes.boxed()
                .reduce(
                        position,
                        (before, number) -> {
                            Gathered gathered = new Gathered();
                            gathered.arrived(home(number), 1);
                            return before.after(gathered);
                        },
                        (one, other) -> other);
    }

    private static HomePartition home(int number) {
        return new HomePartition(new Home(new ConnectionId("con_" + number), Subject.PERSON), 0);
    }
}
