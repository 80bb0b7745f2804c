package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Claim;
import java.util.List;

/**
 * A claim to try.
 *
 * @param parents the places, among all that a search tries, of those it refines: it fires for no subject that they do not
 *     fire for
 */
public record Idea(Claim claim, List<Integer> parents) {
    public Idea {
        parents = List.copyOf(parents);
    }

    static Idea of(Claim claim) {
        return new Idea(claim, List.of());
    }
}
