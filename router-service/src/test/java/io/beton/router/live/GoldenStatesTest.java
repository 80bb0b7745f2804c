package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.golden.Golden;
import io.beton.model.match.Times;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version kept of subjects is read by this one. */
class GoldenStatesTest {

    static Stream<Golden> rows() {
        return Golden.of("router.subject_row.states").stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyStateOfARowIsRead(Golden golden) {
        // When
        Map<Integer, KeptState> states = states(golden);
        // Then
        assertThat(states).isNotEmpty();
        states.values()
                .forEach(state -> assertThat(StateCodec.read(state.bytes())).isEqualTo(state.state()));
        assertThat(states.values().stream().mapToLong(KeptState::due).min()).hasValue(due(golden));
    }

    @Test
    void oneIsReadAsItWasMeant() {
        // Given what was kept of an organization for a rolling design
        Evidence evidence = new Evidence();
        evidence.add(event(1_795_426_890_682_000L, "9d2b3dd9-18cd-43cd-9b53-8f3267290455", 1));
        evidence.add(event(1_795_427_827_660_000L, "c6bb5789-346f-4fb5-b2d8-31acde69371b", 0));
        Landmarks landmarks = new Landmarks(1_795_677_367_004_585L, Landmarks.NEVER, List.of(1_793_836_800_000_000L));
        // Then
        assertThat(rows().map(GoldenStatesTest::states)).anySatisfy(states -> {
            assertThat(states.get(1_073_741_830).due()).isEqualTo(1_796_256_000_000_000L);
            assertThat(states.get(1_073_741_830).state()).isEqualTo(new SubjectState.Open(evidence, landmarks));
        });
        assertThat(rows().flatMap(golden -> states(golden).values().stream()).map(KeptState::state))
                .contains(new SubjectState.Over());
    }

    private static MatchedEvent event(long timestamp, String uuid, int selector) {
        BitSet selectors = new BitSet();
        selectors.set(selector);
        return new MatchedEvent(timestamp, timestamp + 800_000, UUID.fromString(uuid), selectors, Map.of());
    }

    private static long due(Golden golden) {
        return golden.beside().containsKey("due")
                ? Long.parseLong(golden.beside().get("due"))
                : Times.NEVER;
    }

    private static Map<Integer, KeptState> states(Golden golden) {
        Map<Integer, KeptState> states = new HashMap<>();
        SubjectRow.read(golden.value(), due(golden))
                .forEachStored(number -> true, (state, number) -> states.put(number, state));
        return states;
    }
}
