package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Step;

/** Those matches of a selector that belong to the session of each subject's anchor. */
final class InSession implements Matches, Step {
    private final Windows windows;
    private final Posting posting;
    private final int[] sessions;
    private final int[][] kept;
    private long[] matches = new long[0];
    private int size;

    /**
     * @param session the column of the sessions
     * @param properties how many columns there are
     */
    InSession(Windows windows, Posting posting, int session, int properties) {
        this.windows = windows;
        this.posting = posting;
        this.sessions = posting.values(session);
        this.kept = new int[properties][];
    }

    @Override
    public long[] matches() {
        return matches;
    }

    @Override
    public int[] values(int property) {
        return kept[property];
    }

    @Override
    public int start(Block block) {
        return 0;
    }

    @Override
    public int end(Block block) {
        return size;
    }

    @Override
    public void over(Block block) {
        int first = posting.start(block);
        int end = posting.end(block);
        makeRoom(end - first);
        size = 0;
        for (int i = first; i < end; i++) {
            if (sessions[i] == windows.sessions()[Posting.place(posting.matches()[i])]) {
                keep(i);
            }
        }
    }

    private void makeRoom(int most) {
        if (matches.length >= most) {
            return;
        }
        matches = new long[most];
        for (int property = 0; property < kept.length; property++) {
            kept[property] = posting.values(property).length > 0 ? new int[most] : new int[0];
        }
    }

    private void keep(int match) {
        matches[size] = posting.matches()[match];
        for (int property = 0; property < kept.length; property++) {
            if (kept[property].length > 0) {
                kept[property][size] = posting.values(property)[match];
            }
        }
        size++;
    }
}
