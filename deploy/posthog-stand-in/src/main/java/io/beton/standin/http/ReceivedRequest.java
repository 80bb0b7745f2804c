package io.beton.standin.http;

import java.time.Instant;
import java.util.Optional;

/** One request as the stand-in saw it, for tests that check what a client sends; no key is kept. */
public record ReceivedRequest(
        Instant at,
        String method,
        String path,
        String query,
        int status,
        Optional<String> queryName,
        Optional<String> hogql) {}
