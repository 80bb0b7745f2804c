package io.beton.local;

import io.beton.model.signal.Signal;
import java.util.Locale;

/** A signal in one line. */
final class SignalLine {
    private SignalLine() {}

    static String of(Signal signal) {
        String confidence = signal.confidence().isPresent()
                ? ", confidence %.2f".formatted(signal.confidence().getAsDouble())
                : "";
        return signal.type().name().toLowerCase(Locale.ROOT) + " "
                + signal.subject().id() + ": " + signal.hypothesis() + ", at " + signal.firedAt() + confidence;
    }
}
