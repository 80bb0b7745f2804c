package io.beton.model.hogql;

/** What cannot be asked in HogQL; the message says what and why. */
public final class NotExpressible extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotExpressible(String message) {
        super(message);
    }
}
