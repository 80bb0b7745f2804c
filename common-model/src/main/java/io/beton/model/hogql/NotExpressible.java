package io.beton.model.hogql;

/** What cannot be asked in HogQL; the message says what and why. */
public final class NotExpressible extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public NotExpressible(String message) {
        super(message);
    }
}
