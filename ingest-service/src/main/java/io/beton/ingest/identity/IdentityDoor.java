package io.beton.ingest.identity;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets in who shows the token that the router shares with this service; nobody where there is none. */
@Startup
@Singleton
final class IdentityDoor {
    private static final int SHORTEST = 32;
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> expected;

    IdentityDoor(IdentityConfig config) {
        // a file that holds it often ends with a new line
        Optional<String> own = config.token().map(String::strip);
        if (own.filter(token -> token.length() < SHORTEST).isPresent()) {
            throw new IllegalStateException("[identity] beton.ingest.identity.token must have at least " + SHORTEST
                    + " characters; `openssl rand -hex 32` makes one");
        }
        this.expected = own.map(token -> bytes(SCHEME + token));
    }

    /** Fails where what was shown is not the token; how much of it is right takes no time to tell. */
    void check(Optional<String> shown) {
        byte[] token = expected.orElseThrow(() -> IdentityProblems.forbidden(
                "nobody may ask: set beton.ingest.identity.token here and beton.router.identity.token at the router"));
        if (!MessageDigest.isEqual(token, bytes(shown.orElse("")))) {
            throw IdentityProblems.forbidden(
                    "the token in `Authorization: Bearer ...` is missing or wrong; it must be that of beton.ingest.identity.token");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
