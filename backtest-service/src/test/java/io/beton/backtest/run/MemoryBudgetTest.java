package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);
    private final List<String> gone = new ArrayList<>();

    @Test
    void whoIsIdleLongestGivesWayFirstAndNoMoreThanIsNeeded() {
        // Given
        budget.hold(new Idle("short", 20, true), 30);
        budget.hold(new Idle("long", 40, true), 30);
        budget.hold(new Idle("busy", 60, false), 30);
        // When
        budget.hold("reading", 35);
        // Then
        assertThat(budget.exceeded()).isFalse();
        assertThat(gone).containsExactly("long");
        assertThat(budget.used()).isEqualTo(95);
        assertThat(budget.yielding()).isEqualTo(2);
    }

    @Test
    void whereNobodyCanGiveWayThereIsTooLittle() {
        budget.hold(new Idle("busy", 60, false), 90);
        budget.hold("reading", 20);
        assertThat(budget.exceeded()).isTrue();
        assertThat(budget.used()).isEqualTo(110);
    }

    private final class Idle implements MemoryBudget.Yielding {
        private final String name;
        private final int seconds;
        private final boolean willing;

        private Idle(String name, int seconds, boolean willing) {
            this.name = name;
            this.seconds = seconds;
            this.willing = willing;
        }

        @Override
        public Duration idle() {
            return Duration.ofSeconds(seconds);
        }

        @Override
        public boolean giveWay() {
            return willing && gone.add(name);
        }
    }
}
