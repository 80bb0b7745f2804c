package io.beton.model.backtest;

/** A 95 % confidence interval. */
public record Interval(double lower, double upper) {}
