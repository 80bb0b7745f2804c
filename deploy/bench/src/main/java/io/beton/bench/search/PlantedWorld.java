package io.beton.bench.search;

import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.search.Space;
import io.beton.model.connection.Taxonomy;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A company that follows from a seed, with what is true of it by construction. */
abstract class PlantedWorld {
    static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");
    static final int WINDOW_DAYS = 90;
    static final String ANCHOR = "signed_up";
    static final List<String> ROLES = List.of("member", "viewer", "admin");
    private static final long START = Times.micros(AS_OF) - WINDOW_DAYS * Times.DAY;
    private static final double SESSIONS_A_DAY = 8;

    final Random random;
    private final List<Happening> happened = new ArrayList<>();

    private record Happening(int person, double day, String event, String role) {}

    PlantedWorld(long seed) {
        this.random = new Random(seed);
    }

    /** A name for each truth, of the form that it has. */
    abstract Map<String, Condition> planted();

    abstract GoalKind kind();

    abstract Outcome outcome();

    abstract Design design();

    /** Whether nothing but the planted truths foretells the outcome. */
    abstract boolean judged();

    /** Events that come of the outcome or with it. */
    abstract Set<String> effects();

    final void happen(int person, double day, String event) {
        happen(person, day, event, ROLES.get(random.nextInt(ROLES.size())));
    }

    final void happen(int person, double day, String event, String role) {
        if (day >= 0 && day < WINDOW_DAYS) {
            happened.add(new Happening(person, day, event, role));
        }
    }

    /** The claims that are true of it, by their names. */
    final Map<String, Claim> truths() {
        Map<String, Claim> truths = new TreeMap<>();
        planted()
                .forEach((name, condition) ->
                        truths.put(name, new Claim(Subject.PERSON, condition, design(), outcome())));
        return truths;
    }

    /** What a connection would have been seen to use. */
    final Space space(SearchLimits limits) {
        Map<String, Long> volumes =
                happened.stream().collect(Collectors.groupingBy(Happening::event, Collectors.counting()));
        Taxonomy taxonomy = new Taxonomy(
                new ConnectionId("con_world"),
                AS_OF,
                volumes.entrySet().stream()
                        .map(entry -> new Taxonomy.EventType(entry.getKey(), entry.getValue(), entry.getValue()))
                        .toList(),
                List.of(new Taxonomy.Property("role", "String", ROLES)),
                List.of(),
                List.of());
        Space.Wanted wanted = new Space.Wanted(kind(), outcome(), Subject.PERSON, WINDOW_DAYS);
        return Space.of(wanted, taxonomy, true, List.of(), limits);
    }

    /** Its history, with the selectors that each event matches. */
    final EventBatch history() {
        List<EventBatch.Event> events = new ArrayList<>();
        Map<String, Set<SelectorId>> matched = new HashMap<>();
        Map<SubjectId, TreeMap<Long, long[]>> days = new HashMap<>();
        for (Happening one : happened) {
            SubjectId person = new SubjectId("person " + one.person);
            long time = START + (long) (one.day * Times.DAY);
            Set<SelectorId> selectors = matched.computeIfAbsent(
                    one.event + " " + one.role,
                    key -> Set.of(
                            Selector.of(one.event).id(),
                            filtered(one.event, one.role).id()));
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            Map<String, Long> session = Map.of("$session_id", 1 + (long) Math.floor(one.day * SESSIONS_A_DAY));
            events.add(new EventBatch.Event(person, time, time, uuid, selectors, session));
            days.computeIfAbsent(person, key -> new TreeMap<>())
                    .merge(Math.floorDiv(time, Times.DAY), new long[] {time, time}, (some, other) ->
                            new long[] {Math.min(some[0], other[0]), Math.max(some[1], other[1])});
        }
        List<EventBatch.Activity> activity = days.entrySet().stream()
                .flatMap(entry -> entry.getValue().values().stream()
                        .map(span -> new EventBatch.Activity(entry.getKey(), span[0], span[1])))
                .toList();
        return Searching.batch(events, activity, Map.of());
    }

    static Selector filtered(String event, String role) {
        return new Selector(
                event,
                List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), "role", Operator.EQ, Optional.of(role))));
    }
}
