package io.beton.hypothesis.retest;

import io.beton.model.hypothesis.Hypothesis;
import java.time.Instant;

/**
 * A hypothesis that is tested again while it goes on being live.
 *
 * @param watchedFrom signals fired before it are not looked at
 * @param dueAt when it is tested next, unless that is under way
 */
record Retest(Hypothesis hypothesis, Instant watchedFrom, Instant dueAt) {}
