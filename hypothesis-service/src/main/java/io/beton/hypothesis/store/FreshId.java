package io.beton.hypothesis.store;

import java.util.UUID;

/** Names something new: what it is, and 16 characters that nothing else has. */
public final class FreshId {
    private static final int LENGTH = 16;

    private FreshId() {}

    public static String of(String kind) {
        return kind + "_" + UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH);
    }
}
