package io.beton.ingest.limit;

import java.time.Instant;

/** Whether a request may go now. */
sealed interface Decision {

    /** It may. */
    record Go() implements Decision {}

    /** Not yet: not before this time, and perhaps later. */
    record Wait(Instant notBefore, Reason reason) implements Decision {}

    /** What keeps a request back. */
    enum Reason {
        PAUSED("PostHog asked to be left alone"),
        REQUESTS("our share of its requests is used up"),
        BYTES("what is left of its byte budget is kept for polls"),
        BUSY("other requests of ours go first");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
