package io.beton.router.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How ingest is asked, as a test wants it. */
record ClientSettings(URI url, Optional<String> token, Duration timeout) implements IdentityConfig {}
