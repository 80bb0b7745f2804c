package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Outgoing;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.TopicKeeper;
import io.beton.kit.store.Database;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the topic of hypotheses whole, and stops the matching of those that only the topic knows any more: whose approval
 * is lost may not signal.
 *
 * <p>Reads: hypotheses, {@code hypothesis}. Writes: by the outbox hypotheses. On failure: compares again.
 */
@Startup
@Singleton
final class KeptHypotheses implements TopicKeeper.Facts<Hypothesis> {
    private static final Logger LOG = Logger.getLogger(KeptHypotheses.class);

    private final HypothesisStore store;
    private final Outgoing out;
    private final Database database;

    KeptHypotheses(HypothesisStore store, Outgoing out, Database database, TopicFollowers followers, Loops loops) {
        this.store = store;
        this.out = out;
        this.database = database;
        TopicKeeper.start(
                followers, loops, Topics.HYPOTHESES.name(), bytes -> Json.read(bytes, Hypothesis.class), this);
    }

    @Override
    public Map<String, Hypothesis> kept() {
        return database.transaction(store::all).stream()
                .collect(Collectors.toMap(kept -> kept.hypothesisId().value(), kept -> kept));
    }

    @Override
    public void sayAgain(Collection<String> keys) {
        database.transaction(sql -> {
            for (String key : keys) {
                for (KeptHypothesis kept : store.locked(sql, new HypothesisId(key))) {
                    out.say(sql, kept.hypothesis());
                }
            }
            return keys;
        });
    }

    @Override
    public void unknown(Map<String, Hypothesis> said) {
        List<Hypothesis> matched = said.values().stream()
                .filter(hypothesis -> hypothesis.status().matched())
                .toList();
        database.transaction(sql -> {
            for (Hypothesis hypothesis : matched) {
                LOG.errorf(
                        "hypothesis is not in the database and is matched no more, for nobody could stop it:"
                                + " hypothesis=%s",
                        hypothesis.hypothesisId());
                out.say(sql, hypothesis.in(HypothesisState.PAUSED));
            }
            return matched;
        });
    }
}
