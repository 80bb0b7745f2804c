package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClusterSums;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Step;
import io.beton.model.hypothesis.Outcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * What becomes of each subject's observations, whatever fires: a bit for each day of each subject. The same for all
 * claims of one design and outcome.
 */
final class Fates implements Step {
    private final SealedHistory history;
    private final Landmarks landmarks;
    private final Outcome outcome;
    private final Optional<Posting> outcomes;
    private final long[] convertedBefore;
    private final long[] mature;
    private final boolean discoveryOnly;
    private final int words;

    private final long[] population;
    private final long[] positive;
    private final long[] negative;
    /** By subject, in how many landmarks. */
    private final int[] positives = new int[Block.SIZE];

    private final int[] negatives = new int[Block.SIZE];
    /** What it would all come to if nothing ever fired. */
    private final ClusterSums discovery = new ClusterSums();

    private final ClusterSums holdout = new ClusterSums();
    private long immature;
    private long alreadyConverted;

    /** @param discoveryOnly whether the holdout must not be looked at */
    Fates(SealedHistory history, Landmarks landmarks, Outcome outcome, boolean discoveryOnly) {
        this.history = history;
        this.landmarks = landmarks;
        this.outcome = outcome;
        this.outcomes = outcome.selector().map(history::posting);
        this.convertedBefore = outcome.once()
                ? history.convertedBefore(outcome.selector().orElseThrow())
                : new long[history.blocks() * Block.WORDS];
        this.mature = landmarks.mature(outcome.horizonDays());
        this.discoveryOnly = discoveryOnly;
        this.words = landmarks.days().words();
        this.population = new long[Block.SIZE * words];
        this.positive = new long[Block.SIZE * words];
        this.negative = new long[Block.SIZE * words];
    }

    Days days() {
        return landmarks.days();
    }

    /** The landmarks at which a subject is observed, those that are left out for what became of it among them. */
    long[] population() {
        return population;
    }

    long[] positive() {
        return positive;
    }

    long[] negative() {
        return negative;
    }

    int positives(int place) {
        return positives[place];
    }

    int negatives(int place) {
        return negatives[place];
    }

    /** What the blocks so far would come to if nothing ever fired. */
    ClusterSums unfired(boolean held) {
        return held ? holdout : discovery;
    }

    boolean held(Block block, int place) {
        return Bits.has(history.held(), block.firstSubject() + place);
    }

    long immature() {
        return immature;
    }

    long alreadyConverted() {
        return alreadyConverted;
    }

    @Override
    public void over(Block block) {
        Arrays.fill(positive, 0);
        outcomes.ifPresent(posting -> mark(posting, block));
        int active = block.firstSubject() * words;
        System.arraycopy(history.active(), active, population, 0, block.subjects() * words);
        for (int place = 0; place < block.subjects(); place++) {
            int at = place * words;
            int converted = firstLeftOut(block, place);
            if (outcomes.isEmpty()) {
                System.arraycopy(population, at, positive, at, words);
            }
            Bits.spreadUp(population, at, words, landmarks.lookbackDays());
            Bits.shiftUp(population, at, words);
            Bits.spreadDown(positive, at, words, outcome.horizonDays());
            if (discoveryOnly && held(block, place)) {
                Arrays.fill(population, at, at + words, 0);
            }
            sort(at, converted);
            positives[place] = count(positive, at);
            negatives[place] = count(negative, at);
            unfired(held(block, place)).add(0, 0, positives[place], negatives[place]);
        }
    }

    private int count(long[] landmarksOfAll, int at) {
        int count = 0;
        for (int word = at; word < at + words; word++) {
            count += Long.bitCount(landmarksOfAll[word]);
        }
        return count;
    }

    /** The days with an outcome. */
    private void mark(Posting posting, Block block) {
        long[] matches = posting.matches();
        Days days = landmarks.days();
        int end = posting.end(block);
        for (int i = posting.start(block); i < end; i++) {
            int day = days.of(days.windowStart() + Posting.time(matches[i]));
            positive[Posting.place(matches[i]) * words + (day >>> 6)] |= 1L << day;
        }
    }

    /** The first landmark that comes behind an outcome; one behind all others where there is none, or it matters not. */
    private int firstLeftOut(Block block, int place) {
        if (!outcome.once()) {
            return words << 6;
        }
        if (Bits.has(convertedBefore, block.firstSubject() + place)) {
            return 0;
        }
        for (int word = 0; word < words; word++) {
            long marked = positive[place * words + word];
            if (marked != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(marked) + 1;
            }
        }
        return words << 6;
    }

    private void sort(int at, int converted) {
        for (int word = 0; word < words; word++) {
            long observed = population[at + word] & landmarks.all()[word];
            long counted = observed & mature[word];
            long kept = counted & below(converted - (word << 6));
            long reached = outcomes.isPresent() ? positive[at + word] : ~positive[at + word];
            population[at + word] = observed;
            positive[at + word] = kept & reached;
            negative[at + word] = kept & ~reached;
            immature += Long.bitCount(observed & ~mature[word]);
            alreadyConverted += Long.bitCount(counted & ~kept);
        }
    }

    private static long below(int bit) {
        return bit <= 0 ? 0 : bit >= Long.SIZE ? -1L : (1L << bit) - 1;
    }
}
