package io.beton.images;

/** Why there is no image, in one sentence for whoever builds. */
final class ImageFailure extends RuntimeException {
    ImageFailure(String message) {
        super(message);
    }

    ImageFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
