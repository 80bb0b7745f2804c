package io.beton.ingest.limit;

import java.time.Duration;

/** How those who wait for a place pass the time until they look again. */
interface Rest {

    /** Returns after so long at the latest, and sooner where a place of this process became free. */
    void upTo(Duration longest) throws InterruptedException;

    /** A place became free. */
    void end();
}
