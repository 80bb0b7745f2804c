package io.beton.backtest.rolling;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.track.Track;
import io.beton.model.match.Times;

/** Eager conditions, by the stretches of time over which they hold. */
final class Tracked {
    private Tracked() {}

    /**
     * At which landmarks an event before it, behind the landmark before, finds the condition true over the time that
     * ends with it.
     */
    static final class AtEvents extends LandmarkTruth {
        private final Track track;

        AtEvents(Landmarks landmarks, Track track) {
            super(landmarks);
            this.track = track;
        }

        @Override
        void mark(Block block) {
            long[] ends = track.ends();
            long[] starts = track.starts();
            long lookback = landmarks().lookbackDays() * Times.DAY;
            for (int i = 0; i < track.size(); i++) {
                if (ends[i] - starts[i] < lookback) {
                    mark(Posting.place(ends[i]), landmarks().behind(dayOf(ends[i])));
                }
            }
        }
    }

    /**
     * At which landmarks the condition is true over the whole days before. A stretch lies in them from the day after its
     * end to the day on which its start is still within reach.
     */
    static final class AtLandmarks extends LandmarkTruth {
        private final Track track;

        AtLandmarks(Landmarks landmarks, Track track) {
            super(landmarks);
            this.track = track;
        }

        @Override
        void mark(Block block) {
            long[] ends = track.ends();
            long[] starts = track.starts();
            for (int i = 0; i < track.size(); i++) {
                if (starts[i] >= 0) {
                    markWithin(Posting.place(ends[i]), dayOf(ends[i]), dayOf(starts[i]));
                }
            }
        }
    }
}
