package io.beton.ingest.taxonomy;

import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.Optional;

/** Of which days the taxonomy's volumes are. */
@ConfigMapping(prefix = "beton.ingest")
interface TaxonomyConfig {

    /** The end of the measured days, for data of the past; without it now. */
    Optional<Instant> asOf();
}
