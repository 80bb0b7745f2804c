package io.beton.backtest.anchored;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Truth;
import io.beton.backtest.track.Track;
import java.util.Arrays;

/** The subjects in whose window a stretch lies over which a condition holds. */
record Within(Windows windows, Track track, long[] words) implements Truth {
    Within(Windows windows, Track track) {
        this(windows, track, new long[Block.WORDS]);
    }

    @Override
    public void over(Block block) {
        Arrays.fill(words, 0);
        long[] ends = track.ends();
        long[] starts = track.starts();
        long[] from = windows.from();
        long length = windows.length();
        for (int i = 0; i < track.size(); i++) {
            int place = Posting.place(ends[i]);
            boolean lies = starts[i] >= 0
                    && Posting.time(starts[i]) >= from[place]
                    && Posting.time(ends[i]) - from[place] < length;
            if (lies) {
                Bits.set(words, place);
            }
        }
    }
}
