package io.beton.ingest.limit;

import java.time.Instant;
import java.util.Optional;

/** Nothing was asked: there is no room for a request within the time that its reader has. */
public final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Instant> notBefore;

    NoRoom(PostHogProject project, Decision.Wait wait) {
        super("nothing was asked, because " + wait.reason().words() + ": " + project + ", not before "
                + wait.notBefore());
        this.notBefore = Optional.of(wait.notBefore());
    }

    NoRoom(PostHogProject project, InterruptedException e) {
        super("nothing was asked, because this service ends: " + project, e);
        this.notBefore = Optional.empty();
    }

    NoRoom(PostHogProject project) {
        super("nothing was asked, because this service ends: " + project);
        this.notBefore = Optional.empty();
    }

    /** When there can be room; not said where this service ends. */
    public Optional<Instant> notBefore() {
        return notBefore == null ? Optional.empty() : notBefore;
    }
}
