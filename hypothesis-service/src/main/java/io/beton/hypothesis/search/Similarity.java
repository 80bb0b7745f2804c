package io.beton.hypothesis.search;

/** How many of the subjects that fire for one of two claims, or for both, fire for both. */
public interface Similarity {
    double of(Scored one, Scored other);
}
