package io.beton.backtest.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubjectNumbersTest {
    /** Texts that are nearly the same id are others. */
    private static final List<String> ALIKE = List.of(
            "0d0b6f5e-0000-4000-8000-0000000000af",
            "0D0B6F5E-0000-4000-8000-0000000000AF",
            "0d0b6f5e00004000-8000-0000000000af----",
            "0d0b6f5e-0000-4000-8000-0000000000ag",
            "0d0b6f5e-0000-4000-8000-0000000000a",
            "d0b6f5e-0-4000-8000-af",
            "00000000-0000-0000-0000-000000000000",
            "",
            "ann");

    @Test
    void idsKeepTheirNumbersWhateverTheirForm() {
        // Given
        Random random = new Random(1);
        List<String> ids = new ArrayList<>(ALIKE);
        for (int i = 0; i < 5_000; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        SubjectNumbers numbers = new SubjectNumbers();
        Map<String, Integer> known = new HashMap<>();

        // Then
        for (int i = 0; i < 20_000; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            int expected = known.computeIfAbsent(id, added -> known.size());
            assertThat(numbers.of(id, Math.max(expected, known.size() - 1))).isEqualTo(expected);
        }
        assertThat(known).hasSizeGreaterThan(4_000);
    }
}
