package io.beton.ingest.limit;

/** What came of a look whether a request may go. */
sealed interface Turn {

    /** It may, and is counted under this number. */
    record Now(long request) implements Turn {}

    /** Not yet; the ticket now has its place among those who wait. */
    record Later(Decision.Wait told, Ticket ticket) implements Turn {}
}
