package io.beton.ingest.poll;

/** How a pass ended; {@code MORE} where it should go on soon. */
enum PassResult {
    DONE,
    MORE,
    NOTHING_DUE
}
