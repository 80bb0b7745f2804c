package io.beton.backtest.history;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.model.match.Numbering;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the postings of a history. Matches are first put to their selector and block, in the order in which they came,
 * then each block is sorted by itself.
 */
final class Sealing {
    private final EventColumns rows;
    private final SelectorSets sets;
    private final Numbering numbering;
    private final List<String> properties;
    private final long windowStart;
    private final int blocks;
    /** Where the next match goes, by selector and block. */
    private final int[][] next;

    private final int[][] starts;
    private final long[][] matches;
    /** The row of each match, of selectors whose values are told apart. */
    private final int[][] origins;

    Sealing(
            EventColumns rows,
            SelectorSets sets,
            Numbering numbering,
            List<String> properties,
            long windowStart,
            int subjects) {
        this.rows = rows;
        this.sets = sets;
        this.numbering = numbering;
        this.properties = properties;
        this.windowStart = windowStart;
        this.blocks = Block.count(subjects);
        this.next = new int[numbering.size()][blocks];
        this.starts = new int[numbering.size()][blocks + 1];
        this.matches = new long[numbering.size()][];
        this.origins = new int[numbering.size()][];
    }

    Posting[] postings() {
        makeRoom();
        place();
        return IntStream.range(0, matches.length)
                .parallel()
                .mapToObj(this::sorted)
                .toArray(Posting[]::new);
    }

    private void makeRoom() {
        for (int row = 0; row < rows.size(); row++) {
            int block = Block.numberOf(rows.subject(row));
            for (int selector : sets.members(rows.matches(row))) {
                starts[selector][block + 1]++;
            }
        }
        for (int selector = 0; selector < matches.length; selector++) {
            for (int block = 0; block < blocks; block++) {
                starts[selector][block + 1] += starts[selector][block];
                next[selector][block] = starts[selector][block];
            }
            matches[selector] = new long[starts[selector][blocks]];
        }
        for (Numbering.Value value : numbering.values()) {
            origins[value.selector()] = new int[matches[value.selector()].length];
        }
    }

    private void place() {
        for (int row = 0; row < rows.size(); row++) {
            int subject = rows.subject(row);
            int block = Block.numberOf(subject);
            long match = Posting.match(Block.placeOf(subject), rows.timestamp(row) - windowStart);
            for (int selector : sets.members(rows.matches(row))) {
                int at = next[selector][block]++;
                matches[selector][at] = match;
                if (origins[selector] != null) {
                    origins[selector][at] = row;
                }
            }
        }
    }

    private Posting sorted(int selector) {
        for (int block = 0; block < blocks; block++) {
            int from = starts[selector][block];
            int to = starts[selector][block + 1];
            if (origins[selector] != null) {
                sortOrigins(selector, from, to);
            }
            Arrays.sort(matches[selector], from, to);
        }
        return new Posting(matches[selector], starts[selector], values(selector));
    }

    /** By match, of equal ones by uuid. */
    private void sortOrigins(int selector, int from, int to) {
        long[] keys = matches[selector];
        int[] sorted = IntStream.range(from, to)
                .boxed()
                .sorted((one, other) -> {
                    int order = Long.compare(keys[one], keys[other]);
                    return order != 0 ? order : rows.compareUuids(origins[selector][one], origins[selector][other]);
                })
                .mapToInt(place -> origins[selector][place])
                .toArray();
        System.arraycopy(sorted, 0, origins[selector], from, sorted.length);
    }

    private int[][] values(int selector) {
        int[][] columns = new int[properties.size()][];
        for (Numbering.Value value : numbering.values()) {
            if (value.selector() == selector) {
                int property = properties.indexOf(value.property());
                columns[property] = Arrays.stream(origins[selector])
                        .map(row -> rows.value(property, row))
                        .toArray();
            }
        }
        return columns;
    }
}
