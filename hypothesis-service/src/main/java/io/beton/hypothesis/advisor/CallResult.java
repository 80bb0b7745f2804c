package io.beton.hypothesis.advisor;

/** How a call of the endpoint ended. */
enum CallResult {
    ANSWERED,
    /** with something that cannot be read as hypotheses */
    UNUSABLE,
    /** the endpoint does not take what is sent, or from whom; asking again does not help */
    REFUSED,
    /** busy or away, twice */
    UNAVAILABLE,
    TIMEOUT
}
