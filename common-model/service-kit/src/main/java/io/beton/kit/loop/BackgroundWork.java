package io.beton.kit.loop;

import java.time.Duration;

/** Work that goes on beside requests, and how it ends with its service: told to stop, waited for, at last broken off. */
public interface BackgroundWork {

    /** What health checks and logs call it. */
    String name();

    /** Whether it ended although nobody stopped it, which only a bug or a lack of memory can do. */
    boolean died();

    /** Begins nothing new from now on, and waits for no input any more; returns at once. */
    void stop();

    /** Waits until what is under way has ended; false where it has not by then. */
    boolean endsWithin(Duration longest) throws InterruptedException;

    /** Has what is under way, if anything, fail: it is undone, and done again by whoever comes next; returns at once. */
    void breakOff();
}
