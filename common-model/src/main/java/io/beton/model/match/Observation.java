package io.beton.model.match;

/**
 * One asking of a claim of one subject, in microseconds.
 *
 * @param from where the events begin that the condition was asked of
 * @param firedAt when it fired: the timestamp of the event that made an eager condition true, the landmark of a deferred
 *     one, or {@link Times#NEVER}
 */
public record Observation(long from, long landmark, long firedAt) {

    public boolean fired() {
        return firedAt != Times.NEVER;
    }
}
