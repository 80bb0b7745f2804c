package io.beton.bench;

import io.beton.hypothesis.search.Space;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Worlds whose truth is known: people sign up, do some of 30 things in their first week, and one in five pays in the 30
 * days after it. What else they do later foretells nothing, but those who have been there longer have done more of it,
 * and have paid more often.
 *
 * @param growth in how many days sign-ups become e times as many; 0 where they stay as many
 * @param planted how many times as likely those pay who do the first of the things; 1 where nothing foretells paying
 * @param useFollowsBuying whether people pay at any time, and do every other thing because they paid
 */
record TrueWorld(int persons, double growth, double planted, boolean useFollowsBuying) {
    static final int CANDIDATES = 30;
    static final Selector IN = Selector.of("in");
    static final Selector PAID = Selector.of("paid");
    private static final List<Selector> THINGS = IntStream.range(0, CANDIDATES)
            .mapToObj(thing -> Selector.of("thing_" + thing))
            .toList();
    /** Made once, for worlds are made by the thousand. */
    private static final Map<Selector, Set<SelectorId>> MATCHED = Stream.concat(THINGS.stream(), Stream.of(IN, PAID))
            .collect(Collectors.toMap(selector -> selector, selector -> Set.of(selector.id())));

    private static final int WITHIN_DAYS = 7;
    private static final List<Integer> EVIDENCE_DAYS = List.of(3, WITHIN_DAYS, 14);
    private static final int HORIZON_DAYS = 30;
    private static final double BASE_RATE = 0.2;
    private static final double NEVER = 1_000;
    private static final double USE_OF_PAYERS = 0.8;
    private static final int LATER_DAYS = 60;

    static Claim claim(int thing) {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(thing(thing), 1),
                new Design.Anchored(Optional.of(IN), WITHIN_DAYS),
                Outcome.of(PAID, HORIZON_DAYS));
    }

    /** All that can be claimed of it. */
    static Space space() {
        return new Space(
                Subject.PERSON,
                Outcome.of(PAID, HORIZON_DAYS),
                World.WINDOW_DAYS,
                Optional.of(IN),
                EVIDENCE_DAYS.stream()
                        .<Design>map(days -> new Design.Anchored(Optional.of(IN), days))
                        .toList(),
                THINGS,
                List.of(),
                List.of());
    }

    /** Whether people do it because they paid. */
    boolean follows(int thing) {
        return useFollowsBuying && thing % 2 == 0;
    }

    /** What happens in the world that grows of a seed. */
    List<EventBatch.Event> events(long seed) {
        Random random = new Random(seed);
        List<EventBatch.Event> events = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            live(new SubjectId("person " + person), random, events);
        }
        return events;
    }

    private void live(SubjectId person, Random random, List<EventBatch.Event> events) {
        double start = signUp(random);
        boolean first = random.nextDouble() < use(0);
        double paid = start + (random.nextDouble() < (first ? BASE_RATE * planted : BASE_RATE) ? delay(random) : NEVER);
        add(events, person, start, IN, random);
        add(events, person, paid, PAID, random);
        for (int thing = 0; thing < CANDIDATES; thing++) {
            boolean does = thing == 0 ? first : random.nextDouble() < use(thing);
            if (does) {
                add(events, person, start + random.nextDouble() * WITHIN_DAYS, thing(thing), random);
            }
            if (random.nextDouble() < use(thing)) {
                add(events, person, start + WITHIN_DAYS + random.nextDouble() * LATER_DAYS, thing(thing), random);
            }
            if (follows(thing) && random.nextDouble() < USE_OF_PAYERS) {
                add(events, person, paid + random.nextDouble(), thing(thing), random);
            }
        }
    }

    private double delay(Random random) {
        return useFollowsBuying
                ? random.nextDouble() * (WITHIN_DAYS + HORIZON_DAYS)
                : WITHIN_DAYS + random.nextDouble() * HORIZON_DAYS;
    }

    private static void add(List<EventBatch.Event> events, SubjectId person, double day, Selector what, Random random) {
        if (day < World.WINDOW_DAYS) {
            long time = World.START + (long) (day * Times.DAY);
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            events.add(new EventBatch.Event(person, time, time, uuid, MATCHED.get(what)));
        }
    }

    static Selector thing(int thing) {
        return THINGS.get(thing);
    }

    /** From 10 to 50 % of people. */
    private static double use(int thing) {
        return 0.1 + 0.4 * thing / CANDIDATES;
    }

    private double signUp(Random random) {
        double days = World.WINDOW_DAYS;
        return growth == 0
                ? random.nextDouble() * days
                : growth * Math.log1p(random.nextDouble() * Math.expm1(days / growth));
    }
}
