package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a 64-bit hash, which JSON carries as the digits of an unsigned number. */
final class PostHogHash {
    static final long MISSING = 0;

    private PostHogHash() {}

    /** {@link #MISSING} where there is no text to hash; the one hash that is zero is read as its neighbour. */
    static long read(JsonNode digits) {
        if (digits == null || digits.asText().isEmpty()) {
            return MISSING;
        }
        long hash = Long.parseUnsignedLong(digits.asText());
        return hash == MISSING ? 1 : hash;
    }
}
