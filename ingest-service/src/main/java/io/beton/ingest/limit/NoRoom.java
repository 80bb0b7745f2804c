package io.beton.ingest.limit;

/** Nothing was asked: there is no room for a request within the time that its reader has. */
public final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoom(PostHogProject project, Decision.Wait wait) {
        super("nothing was asked, because " + wait.reason().words() + ": " + project + ", not before "
                + wait.notBefore());
    }

    NoRoom(PostHogProject project, InterruptedException e) {
        super("nothing was asked, because this service ends: " + project, e);
    }
}
