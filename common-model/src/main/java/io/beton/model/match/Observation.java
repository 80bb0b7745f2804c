package io.beton.model.match;

/**
 * One asking of a claim of one subject, in microseconds.
 *
 * @param firedAt the timestamp of the event that made the condition true, or {@link Times#NEVER}
 */
public record Observation(long anchor, long landmark, long firedAt) {

    public boolean fired() {
        return firedAt != Times.NEVER;
    }
}
