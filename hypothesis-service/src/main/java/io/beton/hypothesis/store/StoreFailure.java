package io.beton.hypothesis.store;

/** The database could not be asked; what was to be done must be done again. */
final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
