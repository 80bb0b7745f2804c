package io.beton.hypothesis.member;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where router-service is. */
@ConfigMapping(prefix = "beton.hypothesis.router")
public interface RouterConfig {

    @WithDefault("http://localhost:8084")
    URI url();

    /** Lets us in there, with the role viewer; needed where router-service has access control. */
    Optional<String> token();

    /** How long an answer may take; a page is read from one index. */
    @WithDefault("PT10S")
    Duration timeout();
}
