package io.beton.hypothesis.advisor;

/** Proposes hypotheses from outside; there is one only where an endpoint is configured. What it says is data. */
public interface Advisor {

    /** Asks, which may take as long as is configured, so never within a transaction; a failure is part of the answer. */
    Advice advise(Question question);
}
