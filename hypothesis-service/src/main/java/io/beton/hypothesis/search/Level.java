package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Claim;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one request of a search counts.
 *
 * @param ideas the claims that are tried
 * @param probes measurements by which aliases of the outcome are known; they are no candidates
 * @param cut how many claims were not tried, since none of them could have become a finalist
 * @param left how many were not tried, since there was no room for them
 * @param sketched whether it tries nothing, but tells of claims that were tried who fired
 */
public record Level(List<Idea> ideas, List<Probe> probes, int cut, int left, boolean sketched) {
    public Level {
        ideas = List.copyOf(ideas);
        probes = List.copyOf(probes);
    }

    /** In the order in which scores come. */
    public List<Claim> claims() {
        return Stream.concat(ideas.stream().map(Idea::claim), probes.stream().map(Probe::claim))
                .toList();
    }

    /** How many of its claims count as tried. */
    public int tried() {
        return sketched ? 0 : ideas.size();
    }
}
