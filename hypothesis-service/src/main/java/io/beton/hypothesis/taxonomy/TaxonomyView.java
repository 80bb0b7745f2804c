package io.beton.hypothesis.taxonomy;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Topics;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hogql.NotExpressible;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The last taxonomy of each connection.
 *
 * <p>Reads: taxonomy. Writes: nothing. On failure: a record that cannot be read becomes a dead letter, and the taxonomy
 * before it stays.
 */
@Startup
@Singleton
public final class TaxonomyView {
    private final TopicView<Taxonomy> view;

    TaxonomyView(TopicFollowers followers) {
        view = new TopicView<>(followers, Topics.TAXONOMY.name(), Taxonomy.class, Taxonomy::connectionId);
    }

    public Optional<Taxonomy> find(ConnectionId id) {
        return view.find(id);
    }

    /** The same for who does not wait for one that is about to come. */
    public Optional<Taxonomy> known(ConnectionId id) {
        return view.known(id);
    }

    /** How PostHog is asked for subjects of a kind; a type of group that is not known is {@link NotExpressible}. */
    public SubjectColumn column(ConnectionId id, Subject subject) {
        return subject.kind() == Subject.Kind.PERSON
                ? SubjectColumn.PERSON
                : SubjectColumn.of(
                        subject,
                        find(id).orElseThrow(() -> new NotExpressible(
                                        "the group types of " + id + " are not read yet; try again in a minute"))
                                .groupTypes());
    }
}
