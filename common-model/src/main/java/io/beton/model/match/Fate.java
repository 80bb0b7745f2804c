package io.beton.model.match;

/** What became of an observation: counted in one of four ways, or left out for one of two reasons. */
public enum Fate {
    TRUE_POSITIVE,
    FALSE_POSITIVE,
    FALSE_NEGATIVE,
    TRUE_NEGATIVE,
    IMMATURE,
    ALREADY_CONVERTED;

    static Fate of(boolean fired, boolean positive) {
        if (fired) {
            return positive ? TRUE_POSITIVE : FALSE_POSITIVE;
        }
        return positive ? FALSE_NEGATIVE : TRUE_NEGATIVE;
    }
}
