package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** A row keeps of a subject what was put into it, version by version. */
final class SubjectRowTest {
    private static final KeptState WAITING = new KeptState(new byte[] {2, 0, 7}, 1_000);
    private static final KeptState OVER = new KeptState(new byte[] {2, 1}, Times.NEVER);

    @Test
    void itIsReadAsItWasWritten() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(Integer.MAX_VALUE, WAITING);
        row.put(1, OVER);
        // When
        SubjectRow read = SubjectRow.read(row.bytes(), Times.NEVER);
        // Then
        assertThat(read.stored(1)).contains(OVER);
        assertThat(read.stored(Integer.MAX_VALUE)).contains(WAITING);
        assertThat(read.stored(2)).isEmpty();
        assertThat(row.isNew()).isTrue();
        assertThat(read.isNew()).isFalse();
        assertThat(read.bytes()).isEqualTo(row.bytes());
    }

    @Test
    void whatChangesTakesTheOldPlaceAndTheRestStays() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(1, OVER);
        row.put(2, WAITING);
        SubjectRow changed = SubjectRow.read(row.bytes(), 1_000);
        // When
        changed.put(2, OVER);
        changed.put(3, WAITING);
        // Then
        SubjectRow read = SubjectRow.read(changed.bytes(), 1_000);
        assertThat(read.stored(1)).contains(OVER);
        assertThat(read.stored(2)).contains(OVER);
        assertThat(read.stored(3)).contains(WAITING);
        assertThat(changed.due(version -> version != 3)).isEqualTo(Times.NEVER);
    }

    @Test
    void anEarlyDueStaysUntilItIsAsked() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(1, WAITING);
        // When
        SubjectRow read = SubjectRow.read(row.bytes(), 500);
        // Then
        assertThat(read.earlyDue()).isEqualTo(500);
        assertThat(read.due(version -> true)).isEqualTo(1_000);
        assertThat(read.due(version -> false)).isEqualTo(Times.NEVER);
        assertThat(row.earlyDue()).isEqualTo(1_000);
    }

    @Test
    void whatIsNotPutAnewDoesNotBringItsDueBack() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(1, WAITING);
        // When
        SubjectRow read = SubjectRow.read(row.bytes(), Times.NEVER);
        read.put(2, new KeptState(new byte[] {2, 0, 7}, 3_000));
        // Then
        assertThat(read.earlyDue()).isEqualTo(3_000);
    }

    @Test
    void whatIsNotKnownIsLookedAtLaterAndWhatIsOverIsNot() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(1, WAITING);
        row.put(2, new KeptState(new byte[] {2, 0, 7}, 3_000));
        // Then
        assertThat(due(row, number -> false, number -> number == 1)).isEqualTo(2_000);
        assertThat(due(row, number -> false, number -> number == 2)).isEqualTo(3_000);
        assertThat(due(row, number -> number == 1, number -> number == 2)).isEqualTo(1_000);
        assertThat(due(row, number -> false, number -> false)).isEqualTo(Times.NEVER);
    }

    private static long due(SubjectRow row, IntPredicate asked, IntPredicate unknown) {
        StateRows rows = new StateRows();
        rows.loaded(new RowKey(1, 0, new SubjectId("ann")), SubjectRow.read(row.bytes(), 500));
        return rows.putWithDues(Map.of(), new StateRows.Dues(asked, unknown, 2_000))
                .get(0)
                .due();
    }

    @Test
    void whatIsDroppedOrBecomesNothingIsGone() {
        // Given
        SubjectRow row = SubjectRow.empty();
        row.put(1, WAITING);
        row.put(2, OVER);
        // When
        row.put(1, KeptState.NOTHING);
        SubjectRow read = SubjectRow.read(row.bytes(), Times.NEVER);
        // Then
        read.drop(Set.of(1, 3));
        assertThat(read.changed()).isFalse();
        assertThat(read.isEmpty()).isFalse();
        read.drop(Set.of(2, 3));
        assertThat(read.changed()).isTrue();
        assertThat(read.isEmpty()).isTrue();
    }

    @Test
    void aLaterFormIsRefused() {
        assertThatThrownBy(() -> SubjectRow.read(new byte[] {2}, Times.NEVER)).hasMessageContaining("version 2");
    }
}
