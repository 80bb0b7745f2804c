package io.beton.hypothesis.taxonomy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that somebody may have meant who wrote one that is not there. */
public final class NearNames {
    private static final int MOST = 3;
    /** Of the letters of the longer name, so many in a hundred may be wrong. */
    private static final int WRONG_PERCENT = 34;
    /** Shorter ones stand in too many others by chance. */
    private static final int SHORTEST_PART = 4;

    private NearNames() {}

    /** The nearest first; of equally near ones the order stays. */
    public static List<String> of(String name, Collection<String> known) {
        return known.stream()
                .map(other -> new Near(other, percentWrong(letters(name), letters(other))))
                .filter(near -> near.percentWrong <= WRONG_PERCENT)
                .sorted(Comparator.comparingInt(Near::percentWrong))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    private static String letters(String name) {
        return EventWords.of(name).text().replace(" ", "");
    }

    private static int percentWrong(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        int wrong = longer == 0 ? 100 : (100 * distance(one, other) + longer - 1) / longer;
        boolean part =
                Math.min(one.length(), other.length()) >= SHORTEST_PART && (one.contains(other) || other.contains(one));
        return part ? Math.min(wrong, WRONG_PERCENT) : wrong;
    }

    /** How many letters must be put in, taken out or exchanged (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }

    private record Near(String name, int percentWrong) {}
}
