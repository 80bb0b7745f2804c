package io.beton.router.sink;

import java.util.List;

/**
 * A type of destination: the side door of delivery.
 *
 * <p>Reads: nothing. Writes: to its destination, one attempt a call. On failure: an {@link AttemptResult} that says
 * whether another attempt would help; never an exception for what a destination or the network does. A destination may
 * get a signal again where its answer was lost, so the signal's id goes with it.
 */
public interface Sink {

    SinkKind kind();

    /** The members that a binding of this kind has. */
    Class<? extends SinkMembers> members();

    /** How fast the destination lets itself be called, where its binding does not say. */
    default Rate rate() {
        return Rate.UNLIMITED;
    }

    /** How many signals one attempt may carry. */
    default int mostAtOnce() {
        return 1;
    }

    /** Tries once, with all of these signals; ends within the time-out of an attempt. */
    AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding);

    /** What an attempt would send, in order, as if the destination knew nothing yet. */
    List<Preview> preview(IdentifiedSignal signal, SinkBinding binding);
}
