package io.beton.router.live;

import io.beton.model.signal.Signal;
import java.util.Optional;

/**
 * A match: the condition held for a subject at an observation.
 *
 * @param signal what is told of it; nothing where it held before the approval or too soon after the last one
 */
record Firing(Optional<Signal> signal) {}
