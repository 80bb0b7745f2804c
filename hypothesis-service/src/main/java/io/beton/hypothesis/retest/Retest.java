package io.beton.hypothesis.retest;

import io.beton.model.hypothesis.Hypothesis;
import java.time.Instant;

/**
 * A hypothesis that is tested again while it goes on being live.
 *
 * @param watchedFrom signals fired before it are not looked at
 */
record Retest(Hypothesis hypothesis, Instant watchedFrom) {}
