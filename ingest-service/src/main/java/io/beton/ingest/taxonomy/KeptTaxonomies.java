package io.beton.ingest.taxonomy;

import io.beton.ingest.store.TaxonomyStore;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.TopicKeeper;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.Taxonomy;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps the topic of taxonomies whole; a taxonomy is compared by a hash, since it may be large.
 *
 * <p>Reads: taxonomy, the table {@code taxonomy}. Writes: by the outbox taxonomy. On failure: compares again.
 */
@Startup
@Singleton
final class KeptTaxonomies implements TopicKeeper.Facts<UUID> {
    private final TaxonomyStore store;

    KeptTaxonomies(TaxonomyStore store, TopicFollowers followers, Loops loops) {
        this.store = store;
        TopicKeeper.start(
                followers, loops, Topics.TAXONOMY.name(), bytes -> hash(Json.read(bytes, Taxonomy.class)), this);
    }

    @Override
    public Map<String, UUID> kept() {
        Map<String, UUID> kept = new HashMap<>();
        store.all().forEach((connection, taxonomy) -> kept.put(connection, hash(taxonomy)));
        return kept;
    }

    @Override
    public void sayAgain(Collection<String> keys) {
        store.sayAgain(keys);
    }

    /** It is read again once its connection is. */
    @Override
    public void unknown(Map<String, UUID> said) {}

    private static UUID hash(Taxonomy taxonomy) {
        return UUID.nameUUIDFromBytes(Json.bytes(taxonomy));
    }
}
