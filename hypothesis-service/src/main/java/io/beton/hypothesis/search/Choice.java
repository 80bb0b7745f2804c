package io.beton.hypothesis.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a search comes to.
 *
 * @param finalists the most promising first
 * @param reason why there is none
 */
public record Choice(List<Finalist> finalists, Optional<String> reason) {
    public Choice {
        finalists = List.copyOf(finalists);
    }

    /**
     * What says something by itself comes first; what adds to that fills up the rest.
     *
     * @param compared of how many, the best, it is known who fires, so that those that say the same can be told
     */
    static Choice of(Standing standing, Similarity similarity, SearchLimits limits, int compared) {
        List<Standing.Kept> chosen = new ArrayList<>();
        Map<Integer, Integer> twins = new HashMap<>();
        for (boolean adds : new boolean[] {false, true}) {
            for (Standing.Kept kept : standing.kept().stream().limit(compared).toList()) {
                if (kept.adds() == adds && chosen.size() < limits.finalists()) {
                    chosen.stream()
                            .filter(better -> similarity.of(better.scored(), kept.scored()) >= limits.nearDuplicate())
                            .findFirst()
                            .ifPresentOrElse(
                                    better -> twins.merge(better.scored().position(), 1 + kept.others(), Integer::sum),
                                    () -> chosen.add(kept));
                }
            }
        }
        List<Standing.Kept> ranked =
                standing.kept().stream().filter(chosen::contains).toList();
        List<Finalist> finalists = new ArrayList<>();
        for (Standing.Kept kept : ranked) {
            int others = kept.others() + twins.getOrDefault(kept.scored().position(), 0);
            finalists.add(new Finalist(kept.scored(), why(kept.scored(), finalists.size() + 1, others, standing)));
        }
        return new Choice(finalists, finalists.isEmpty() ? Optional.of(whyNot(standing)) : Optional.empty());
    }

    private static String why(Scored scored, int rank, int others, Standing standing) {
        return String.format(
                Locale.ROOT,
                "number %d of what stands out of %d tried: on discovery its lift is %.2f, surely more than %.2f; it fired"
                        + " %d times of %d and caught %.0f %% of the outcomes%s",
                rank,
                standing.tried().size(),
                scored.lift(),
                scored.surestLift(),
                scored.counts().fired(),
                scored.counts().all(),
                100 * scored.recall(),
                others == 0 ? "" : "; it stands for " + others + " more that say the same");
    }

    private static String whyNot(Standing standing) {
        List<Scored> tried = standing.tried();
        if (standing.enough().isEmpty()) {
            return "not enough data: no candidate had enough observations, firings and outcomes for the goal's bar; at"
                    + " most "
                    + tried.stream()
                            .mapToLong(one -> one.score().support().subjects())
                            .max()
                            .orElse(0)
                    + " subjects were observed, and "
                    + tried.stream()
                            .mapToLong(one -> one.score().support().positives())
                            .max()
                            .orElse(0)
                    + " of them reached the outcome";
        }
        double best =
                standing.enough().stream().mapToDouble(Scored::surestLift).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "none of %d candidates stands out: the lift of the best is at least %.2f, 1 means no effect, and the best of"
                        + " so many without any effect comes as far",
                tried.size(),
                best);
    }
}
