package io.beton.hypothesis.search;

/**
 * A claim that is worth a backtest.
 *
 * @param why it was kept, in words
 */
public record Finalist(Scored scored, String why) {}
