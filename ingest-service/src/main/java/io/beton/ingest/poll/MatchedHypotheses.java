package io.beton.ingest.poll;

import io.beton.ingest.posthog.EventQuery;
import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The hypotheses whose events must be read.
 *
 * <p>Reads: hypotheses. Writes: nothing. On failure: a record that cannot be read becomes a dead letter.
 */
@Startup
@ApplicationScoped
public class MatchedHypotheses {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Map<String, Hypothesis> known = new TreeMap<>();
    private final TopicFollower follower;
    private long applied = -1;

    MatchedHypotheses(TopicFollowers followers) {
        follower = followers.follow(Topics.HYPOTHESES.name(), this::apply);
    }

    /** The hypotheses to read events for, with the offset up to which the topic was heard. */
    synchronized Needs of(ConnectionId connection) {
        return new Needs(
                known.values().stream()
                        .filter(hypothesis -> hypothesis.connectionId().equals(connection))
                        .filter(hypothesis -> hypothesis.status().matched())
                        .toList(),
                applied);
    }

    /** Waits until everything said so far has been heard, so that what is approved is polled for. */
    public void awaitHeard() {
        follower.awaitEnd(LONGEST_WAIT);
    }

    boolean heard() {
        return follower.caughtUp();
    }

    private synchronized void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            known.remove(record.key());
        } else {
            known.put(record.key(), Json.read(record.value(), Hypothesis.class));
        }
        applied = record.offset();
    }

    /** What must be read for the hypotheses, as of an offset of the topic. */
    record Needs(List<Hypothesis> hypotheses, long hypothesesOffset) {
        /** The same for each kind of subject, which are read apart. */
        List<Needs> bySubject() {
            return hypotheses.stream()
                    .collect(Collectors.groupingBy(
                            hypothesis -> hypothesis.claim().subject(), LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(alike -> new Needs(alike, hypothesesOffset))
                    .toList();
        }

        /** Whether there is, or was, any hypothesis at all. */
        boolean everSaid() {
            return hypothesesOffset >= 0;
        }

        /** The kind of subject, where there is only one. */
        Subject subject() {
            return hypotheses.get(0).claim().subject();
        }

        /** Another one for other hypotheses, for another version of one, and after another approval. */
        UUID version() {
            String all = hypotheses.stream()
                    .map(each -> each.hypothesisId().value() + " " + each.version() + " " + each.approvedAt())
                    .collect(Collectors.joining("\n"));
            return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
        }

        /** How many days before now an event can still matter. */
        int evidenceDays() {
            return hypotheses.stream()
                    .mapToInt(hypothesis -> hypothesis.design().evidenceDays())
                    .max()
                    .orElse(0);
        }

        List<Selector> selectors() {
            return hypotheses.stream()
                    .map(Hypothesis::claim)
                    .flatMap(claim -> claim.firingSelectors().stream())
                    .distinct()
                    .toList();
        }

        /** The properties whose values must be told apart, distinct. */
        List<CountedProperty> counted() {
            return hypotheses.stream()
                    .flatMap(hypothesis -> hypothesis.claim().counted().stream())
                    .distinct()
                    .toList();
        }

        /** What is read of their events. */
        EventQuery.Asked asked(SubjectColumn subject) {
            return new EventQuery.Asked(subject, selectors(), counted());
        }

        /** Whether the session of the first counted event of a day must be read. */
        boolean firstSession() {
            return hypotheses.stream().map(Hypothesis::claim).anyMatch(Claim::needsFirstSession);
        }

        boolean activity() {
            return hypotheses.stream().map(Hypothesis::claim).anyMatch(Claim::firingNeedsActivity);
        }
    }
}
