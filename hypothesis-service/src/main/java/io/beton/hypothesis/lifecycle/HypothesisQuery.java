package io.beton.hypothesis.lifecycle;

import java.time.Instant;

/**
 * A hypothesis as a query that anybody can ask PostHog.
 *
 * @param hogql answers one row, {@code tp, fp, fn, tn}: the full-window counts of a backtest of this window
 */
record HypothesisQuery(String hogql, Instant asOf, int windowDays) {}
