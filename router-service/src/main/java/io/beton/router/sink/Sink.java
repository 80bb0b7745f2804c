package io.beton.router.sink;

import io.beton.model.signal.Signal;

/**
 * A type of destination: the side door of delivery.
 *
 * <p>Reads: nothing. Writes: to its destination, one attempt a call. On failure: an {@link AttemptResult} that says
 * whether another attempt would help; never an exception for what a destination or the network does. A destination may
 * get a signal again where its answer was lost, so the signal's id goes with it.
 */
public interface Sink {

    SinkKind kind();

    /** Tries once; ends within the time-out of an attempt. */
    AttemptResult attempt(Signal signal, SinkBinding binding);
}
