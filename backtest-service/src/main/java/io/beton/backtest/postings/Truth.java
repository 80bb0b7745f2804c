package io.beton.backtest.postings;

/** A set that is worked out for each block, of its subjects or of their days: a bit for each. */
public interface Truth extends Step {

    long[] words();

    /** What is in all of some sets of one length. */
    record All(Truth[] parts, long[] words) implements Truth {
        public static All of(Truth[] parts) {
            return new All(parts, new long[parts[0].words().length]);
        }

        @Override
        public void over(Block block) {
            System.arraycopy(parts[0].words(), 0, words, 0, words.length);
            for (int part = 1; part < parts.length; part++) {
                long[] other = parts[part].words();
                for (int i = 0; i < words.length; i++) {
                    words[i] &= other[i];
                }
            }
        }
    }

    /** What is in one of them. */
    record Any(Truth[] parts, long[] words) implements Truth {
        public static Any of(Truth[] parts) {
            return new Any(parts, new long[parts[0].words().length]);
        }

        @Override
        public void over(Block block) {
            System.arraycopy(parts[0].words(), 0, words, 0, words.length);
            for (int part = 1; part < parts.length; part++) {
                long[] other = parts[part].words();
                for (int i = 0; i < words.length; i++) {
                    words[i] |= other[i];
                }
            }
        }
    }

    /** What is not in a set. */
    record Not(Truth part, long[] words) implements Truth {
        public static Not of(Truth part) {
            return new Not(part, new long[part.words().length]);
        }

        @Override
        public void over(Block block) {
            long[] other = part.words();
            for (int i = 0; i < words.length; i++) {
                words[i] = ~other[i];
            }
        }
    }
}
