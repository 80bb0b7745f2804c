package io.beton.ingest.posthog;

import io.beton.ingest.connection.ApiKey;
import java.net.URI;

/** Where a project is read, and with which key. */
public record Endpoint(URI host, String projectId, ApiKey key) {}
