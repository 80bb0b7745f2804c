package io.beton.router.live;

import io.beton.model.signal.Signal;
import java.util.Optional;

/**
 * A match: the condition held for a subject at an observation.
 *
 * @param signal what is told of it; nothing where it comes too soon after the last one, or of a member of whom nobody
 *     asked to be told
 * @param member whether it held before the approval, or in a pause
 */
record Firing(long firedAt, Optional<Signal> signal, boolean member) {}
