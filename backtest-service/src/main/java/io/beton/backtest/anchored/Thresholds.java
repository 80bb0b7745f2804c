package io.beton.backtest.anchored;

import io.beton.backtest.anchored.Columns.Column;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Truth;
import io.beton.model.hypothesis.Trend;

/** The subjects of a block whose numbers are large enough, or have changed enough. */
final class Thresholds {
    private Thresholds() {}

    record AtLeast(Column column, int atLeast, long[] words) implements Truth {
        AtLeast(Column column, int atLeast) {
            this(column, atLeast, new long[Block.WORDS]);
        }

        @Override
        public void over(Block block) {
            int[] numbers = column.numbers();
            int below = atLeast - 1;
            for (int word = 0; word < words.length; word++) {
                long bits = 0;
                int first = word << 6;
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    // the sign of the difference is the answer, without a branch
                    bits |= (long) (below - numbers[first + bit] >>> 31) << bit;
                }
                words[word] = bits;
            }
        }
    }

    record Changed(Column earlier, Column later, Trend trend, long[] words) implements Truth {
        Changed(Column earlier, Column later, Trend trend) {
            this(earlier, later, trend, new long[Block.WORDS]);
        }

        @Override
        public void over(Block block) {
            int[] before = earlier.numbers();
            int[] after = later.numbers();
            for (int word = 0; word < words.length; word++) {
                long bits = 0;
                int first = word << 6;
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    bits |= trend.holds(before[first + bit], after[first + bit]) ? 1L << bit : 0;
                }
                words[word] = bits;
            }
        }
    }
}
