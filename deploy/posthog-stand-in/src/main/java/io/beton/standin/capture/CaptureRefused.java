package io.beton.standin.capture;

/** A capture request that is answered with a plain text and this status. */
public final class CaptureRefused extends RuntimeException {
    private final int status;

    CaptureRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
