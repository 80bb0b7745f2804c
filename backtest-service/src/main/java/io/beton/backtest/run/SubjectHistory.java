package io.beton.backtest.run;

import io.beton.model.match.SubjectEvents;

/** One subject's distinct events, ready to be asked. */
record SubjectHistory(long[][] times, int events, long firstSeen, long subjectCreated) implements SubjectEvents {

    @Override
    public int count(int selector) {
        return times[selector].length;
    }

    @Override
    public long time(int selector, int i) {
        return times[selector][i];
    }
}
