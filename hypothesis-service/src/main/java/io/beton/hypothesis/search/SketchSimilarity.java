package io.beton.hypothesis.search;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.JaccardSimilarity;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;

/** How many subjects two claims share, from the Theta sketches of who fires for each. */
public final class SketchSimilarity implements Similarity {
    private static final int ESTIMATE = 1;

    private final Map<Integer, Sketch> fired = new HashMap<>();

    private SketchSimilarity(Search.Done last) {
        for (int i = 0; i < last.scores().size() && last.level().sketched(); i++) {
            int position = last.level().ideas().get(i).parents().get(0);
            last.scores().get(i).sketch().ifPresent(sketch -> fired.put(position, read(sketch)));
        }
    }

    /** From the last level of a search. */
    public static SketchSimilarity of(Search search) {
        List<Search.Done> levels = search.levels();
        return new SketchSimilarity(levels.get(levels.size() - 1));
    }

    /** Where one of them has no sketch nothing is known to be shared. */
    @Override
    public double of(Scored one, Scored other) {
        Sketch some = fired.get(one.position());
        Sketch others = fired.get(other.position());
        return some == null || others == null ? 0 : JaccardSimilarity.jaccard(some, others)[ESTIMATE];
    }

    private static Sketch read(String sketch) {
        return Sketches.wrapSketch(Memory.wrap(Base64.getDecoder().decode(sketch)));
    }
}
