package io.beton.ingest.posthog;

import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every kind of query that is sent to PostHog, in the forms that differ, by the name of its golden file; a new kind of
 * query is added here.
 */
final class GoldenQueries {
    static final List<GroupType> GROUP_TYPES = List.of(new GroupType("team", 0), new GroupType("project", 1));

    private static final int PAGE = 50_000;
    private static final SubjectColumn TEAM = SubjectColumn.of(Subject.group("team"), GROUP_TYPES);
    private static final long FROM = Times.micros(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long TO = Times.micros(Instant.parse("2026-01-08T00:00:00.000001Z"));
    private static final Range WEEK = Range.ofTimestamps(FROM, TO);
    private static final Range ARRIVED = Range.ofArrivals(FROM, TO, Duration.ofDays(3));
    private static final Range.Late LATE = Range.late(Range.ofTimestamps(0, TO), FROM, TO, Duration.ofDays(3));
    private static final EventQuery.Position BEHIND =
            new EventQuery.Position(FROM + 5, "0190a5e0-0000-7000-8000-000000000001");
    private static final SubjectId PERSON_BEFORE = new SubjectId("0190a5e0-0000-0000-0000-000000000002");
    private static final SubjectId TEAM_BEFORE = new SubjectId("it's \\ a {team}");
    private static final Selector PLAIN = Selector.of("invite_sent");
    private static final Selector COUNTED = Selector.of(Selector.ANY_COUNTED);
    private static final List<CountedProperty> SESSIONS = List.of(new CountedProperty(PLAIN, CountedProperty.SESSION));
    private static final Selector PAGEVIEW = selector(
            "$pageview",
            filter(PropertyFilter.Scope.EVENT, "$current_url", PropertyFilter.Operator.CONTAINS, "/pricing"),
            filter(PropertyFilter.Scope.EVENT, "seats", PropertyFilter.Operator.GTE, 5),
            filter(PropertyFilter.Scope.PERSON, "plan", PropertyFilter.Operator.IN, List.of("pro", 2, true)),
            new PropertyFilter(
                    PropertyFilter.Scope.GROUP,
                    Optional.of("team"),
                    "size",
                    PropertyFilter.Operator.IS_SET,
                    Optional.empty()));
    /** What everything outside of a value's place must survive. */
    static final Selector HOSTILE = selector(
            "it's \\ {v0} `tick` \"quoted\"\n') OR 1=1 --",
            filter(PropertyFilter.Scope.EVENT, "k`i\\nd {v1}' ü", PropertyFilter.Operator.NEQ, "'; DROP TABLE x"));

    private final Map<String, HogQl> queries = new LinkedHashMap<>();

    /** By the name of the file, which begins with the name of the query. */
    static Map<String, HogQl> all() {
        GoldenQueries golden = new GoldenQueries();
        golden.add("", PostHogSource.CHECK);
        golden.polls();
        golden.latePolls();
        golden.histories();
        golden.taxonomy();
        golden.identities();
        GoldenClaims.all().forEach((form, text) -> golden.add(form, new HogQl("hypothesis", text, Map.of())));
        return golden.queries;
    }

    private void polls() {
        add(
                "first_page",
                events("beton_poll", SubjectColumn.PERSON, ARRIVED, PLAIN).page(Optional.empty()));
        add(
                "next_page",
                events("beton_poll", SubjectColumn.PERSON, ARRIVED, PLAIN, PAGEVIEW, COUNTED)
                        .page(Optional.of(BEHIND)));
        add(
                "hostile",
                events("beton_poll", SubjectColumn.PERSON, ARRIVED, HOSTILE).page(Optional.empty()));
        add(
                "two_kinds",
                new EventQuery(
                                "beton_poll",
                                List.of(
                                        new EventQuery.Asked(SubjectColumn.PERSON, List.of(PLAIN), List.of()),
                                        new EventQuery.Asked(TEAM, List.of(COUNTED), SESSIONS)),
                                ARRIVED,
                                PAGE)
                        .page(Optional.of(BEHIND)));
        add(
                "person",
                activity("beton_poll_activity", SubjectColumn.PERSON, true, ARRIVED)
                        .page(Optional.empty()));
        add(
                "two_kinds",
                new ActivityQuery(
                                "beton_poll_activity",
                                List.of(
                                        new ActivityQuery.Asked(SubjectColumn.PERSON, true),
                                        new ActivityQuery.Asked(TEAM, false)),
                                ARRIVED,
                                PAGE)
                        .page(Optional.of(new ActivityQuery.Position(0, PERSON_BEFORE))));
    }

    private void latePolls() {
        List<EventQuery.Asked> kinds = List.of(
                new EventQuery.Asked(SubjectColumn.PERSON, List.of(PLAIN, PAGEVIEW), List.of()),
                new EventQuery.Asked(TEAM, List.of(PLAIN), List.of(new CountedProperty(PLAIN, "plan"))));
        add("", new EventQuery("beton_poll_late", kinds, LATE, 5_000).page(Optional.empty()));
        add("", activity("beton_poll_late_activity", TEAM, false, LATE).page(Optional.empty()));
        add(
                "",
                new LateCountQuery(
                                "beton_poll_late_count",
                                List.of(
                                        new LateCountQuery.Asked(SubjectColumn.PERSON, List.of(PLAIN, PAGEVIEW), false),
                                        new LateCountQuery.Asked(TEAM, List.of(PLAIN), true)),
                                LATE)
                        .query());
    }

    private void histories() {
        add(
                "",
                size("beton_size_backtest", SubjectColumn.PERSON, true, PLAIN, PAGEVIEW)
                        .query());
        add("team", size("beton_size_explore", TEAM, false, PLAIN).query());
        add(
                "counted",
                new EventQuery(
                                "beton_history_backtest",
                                SubjectColumn.PERSON,
                                List.of(PLAIN, PAGEVIEW, HOSTILE),
                                List.of(SESSIONS.get(0), new CountedProperty(HOSTILE, "k`i\\nd {v1}' ü")),
                                WEEK,
                                PAGE)
                        .page(Optional.of(BEHIND)));
        add("team", events("beton_history_explore", TEAM, WEEK, PLAIN).page(Optional.empty()));
        add(
                "",
                events("beton_history_warm_up", SubjectColumn.PERSON, WEEK, COUNTED)
                        .page(Optional.empty()));
        add(
                "person",
                activity("beton_activity_backtest", SubjectColumn.PERSON, true, WEEK)
                        .page(Optional.of(new ActivityQuery.Position(0, PERSON_BEFORE))));
        add(
                "team",
                activity("beton_activity_explore", TEAM, false, WEEK)
                        .page(Optional.of(new ActivityQuery.Position(0, TEAM_BEFORE))));
        add(
                "",
                new EarlierQuery("beton_earlier_backtest", SubjectColumn.PERSON, PAGEVIEW, WEEK, PAGE)
                        .page(Optional.of(PERSON_BEFORE)));
        add("", new EarlierQuery("beton_earlier_explore", TEAM, PLAIN, WEEK, PAGE).page(Optional.empty()));
    }

    private void taxonomy() {
        add("", new VolumeQuery("beton_taxonomy", GROUP_TYPES, WEEK).query());
        add("events", values(new ValuesQuery.Events()));
        add("persons", values(new ValuesQuery.Persons()));
        add("groups", values(new ValuesQuery.Groups(1)));
    }

    private void identities() {
        IdentityQuery persons = new IdentityQuery(
                List.of(PERSON_BEFORE, new SubjectId("0190a5e0-0000-0000-0000-000000000003")),
                List.of("email", "k`i\\nd {v1}' ü"),
                1_000);
        add("persons", persons.persons());
        add("distinct_ids", persons.distinctIds());
        add("groups", new IdentityQuery(List.of(TEAM_BEFORE), List.of("domain"), 1_000).groups(1));
    }

    private void add(String form, HogQl query) {
        String file = form.isEmpty() ? query.name() : query.name() + "." + form;
        if (queries.put(file, query) != null) {
            throw new IllegalStateException("[golden] two queries are called " + file);
        }
    }

    private static EventQuery events(String name, SubjectColumn subject, Range range, Selector... selectors) {
        return new EventQuery(name, subject, List.of(selectors), List.of(), range, PAGE);
    }

    private static ActivityQuery activity(String name, SubjectColumn subject, boolean sessions, Range range) {
        return new ActivityQuery(name, subject, sessions, range, PAGE);
    }

    private static SizeQuery size(String name, SubjectColumn subject, boolean activity, Selector... selectors) {
        return new SizeQuery(name, subject, List.of(selectors), activity, WEEK);
    }

    private static HogQl values(ValuesQuery.Of of) {
        return new ValuesQuery("beton_taxonomy_values", of, WEEK, List.of("role", "k`i\\nd {v1}' ü"), 20, 60, 5)
                .query();
    }

    private static Selector selector(String event, PropertyFilter... where) {
        return new Selector(event, Arrays.asList(where));
    }

    private static PropertyFilter filter(
            PropertyFilter.Scope scope, String property, PropertyFilter.Operator op, Object value) {
        return new PropertyFilter(scope, Optional.empty(), property, op, Optional.of(value));
    }
}
