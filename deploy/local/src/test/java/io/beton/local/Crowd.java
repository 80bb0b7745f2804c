package io.beton.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.standin.events.CapturedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Those who meet one fault. A claim asks for {@link #NEEDED} events of theirs: some do as many, which shows what is lost,
 * others one less, which shows what is counted twice, until {@link #closing} lets them do their last one.
 */
final class Crowd {
    static final int NEEDED = 3;
    private static final int OF_EACH_KIND = 6;
    private static final int WITHIN_DAYS = 80;

    private final Selector selector;
    private final Map<String, Object> properties;
    private final List<Member> members;

    /** @param properties of every event, such that the selector matches it */
    Crowd(Selector selector, Map<String, Object> properties) {
        this.selector = selector;
        this.properties = properties;
        this.members = IntStream.range(0, 2 * OF_EACH_KIND)
                .mapToObj(i -> new Member(selector.event() + " " + i, i % 2 == 0))
                .toList();
    }

    /** Whoever does what the selector says often enough is to be signalled. */
    Approvals.Wanted claim() {
        return new Approvals.Wanted(
                "whoever does " + selector.event() + " " + NEEDED + " times",
                new Condition.Count(selector, NEEDED),
                new Design.Anchored(Optional.of(selector), WITHIN_DAYS));
    }

    List<Member> members() {
        return members;
    }

    /** Every event that the selector matches. */
    Set<UUID> made() {
        return members.stream().flatMap(member -> member.made.stream()).collect(Collectors.toSet());
    }

    /** Each does the next one that he does at all before the closing. */
    List<CapturedEvent> next(Instant timestamp, Instant createdAt) {
        return next(timestamp, createdAt, Member::name);
    }

    /** The same under distinct ids that depend on who it is. */
    List<CapturedEvent> next(Instant timestamp, Instant createdAt, Function<Member, String> distinctId) {
        return members.stream()
                .filter(member -> member.made.size() < (member.enough ? NEEDED : NEEDED - 1))
                .map(member -> event(member, distinctId.apply(member), timestamp, createdAt))
                .toList();
    }

    /** Everything that is left before the closing. */
    List<CapturedEvent> rest(Instant timestamp, Instant createdAt) {
        List<CapturedEvent> rest = new ArrayList<>();
        for (int i = 0; i < NEEDED; i++) {
            rest.addAll(next(timestamp, createdAt));
        }
        return rest;
    }

    /** The last event of those who had one less than was needed. */
    List<CapturedEvent> closing(Instant at) {
        return members.stream()
                .filter(member -> !member.enough)
                .map(member -> event(member, member.name, at, at))
                .toList();
    }

    /** Events of the same people that the selector does not match, which is therefore not expected anywhere. */
    List<CapturedEvent> others(Map<String, Object> otherProperties, Instant at) {
        return members.stream()
                .map(member -> captured(selector.event(), member.name, otherProperties, at, at))
                .toList();
    }

    /** What says that those of other distinct ids are these people. */
    List<CapturedEvent> identified(Function<Member, String> otherId, Instant at) {
        return members.stream()
                .map(member ->
                        captured("$identify", member.name, Map.of("$anon_distinct_id", otherId.apply(member)), at, at))
                .toList();
    }

    private CapturedEvent event(Member member, String distinctId, Instant timestamp, Instant createdAt) {
        CapturedEvent event = captured(selector.event(), distinctId, properties, timestamp, createdAt);
        member.made.add(event.uuid());
        return event;
    }

    private static CapturedEvent captured(
            String event, String who, Map<String, Object> with, Instant timestamp, Instant createdAt) {
        ObjectNode values = Json.mapper().valueToTree(with);
        return new CapturedEvent(UUID.randomUUID(), event, who, timestamp, createdAt, values);
    }

    /** One of them, with the events that he made. */
    static final class Member {
        private final String name;
        private final boolean enough;
        private final Set<UUID> made = new HashSet<>();

        private Member(String name, boolean enough) {
            this.name = name;
            this.enough = enough;
        }

        String name() {
            return name;
        }

        /** Whether he does as many as the claim asks for before the closing. */
        boolean enough() {
            return enough;
        }

        Set<UUID> made() {
            return Set.copyOf(made);
        }
    }
}
