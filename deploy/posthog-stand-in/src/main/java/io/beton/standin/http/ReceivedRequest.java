package io.beton.standin.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request as the stand-in saw it, for tests that check what a client sends; no key is kept.
 *
 * @param at when its answer was ready to be sent
 * @param took how long that was after it had arrived
 */
public record ReceivedRequest(
        Instant at,
        Duration took,
        String method,
        String path,
        String query,
        int status,
        Optional<String> queryName,
        Optional<String> hogql,
        Optional<String> values) {}
