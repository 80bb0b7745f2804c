package io.beton.hypothesis.lifecycle;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.beton.model.backtest.Report;

/**
 * A report of a hypothesis, of any version, as REST lists it.
 *
 * @param occasion what it was made for
 * @param report its members stand beside the others in JSON
 */
record PastReport(
        String occasion,
        ReportHash reportHash,
        @JsonUnwrapped Report report) {
    /** A person asked, or a search. */
    static final String BACKTEST = "backtest";

    /** It was due while the hypothesis was live. */
    static final String RETEST = "retest";

    /** Its place in the list. */
    record Kept(long number, PastReport report) {}
}
