package io.beton.router.identity;

import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import java.util.List;

/** Whether it is known whom signals are about. */
public sealed interface Identified {

    /** They can be told. */
    record Known(List<IdentifiedSignal> signals) implements Identified {}

    /** They cannot; what that makes of the attempt, in which their destination is not called. */
    record Unknown(AttemptResult result) implements Identified {}
}
