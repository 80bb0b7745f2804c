package io.beton.backtest.statistics;

import io.beton.model.id.SubjectId;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketches;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;
import org.apache.datasketches.thetacommon.ThetaUtil;

/**
 * Different subjects as a Theta sketch of their ids: of bounded size, and the union of the sketches of any parts is, byte
 * by byte, the sketch of the whole.
 */
public final class SubjectSketch {
    /** So many hashes are kept, the smallest; what is estimated by them is off by about 3 %. */
    private static final int HASHES = 1024;

    private static final long SEED = ThetaUtil.DEFAULT_UPDATE_SEED;

    private final UpdateSketch sketch =
            UpdateSketch.builder().setNominalEntries(HASHES).setSeed(SEED).build();

    public void add(SubjectId subject) {
        sketch.update(subject.value());
    }

    /** Serialised, in Base64. */
    public String text() {
        return text(sketch.rebuild().compact());
    }

    /** Of serialised ones, serialised. */
    public static String union(Stream<String> parts) {
        Union union =
                SetOperation.builder().setNominalEntries(HASHES).setSeed(SEED).buildUnion();
        parts.forEach(part ->
                union.union(Sketches.wrapSketch(Memory.wrap(Base64.getDecoder().decode(part)), SEED)));
        return text(union.getResult());
    }

    private static String text(CompactSketch compact) {
        return Base64.getEncoder().encodeToString(compact.toByteArray());
    }
}
