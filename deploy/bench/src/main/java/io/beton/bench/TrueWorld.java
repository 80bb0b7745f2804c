package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Worlds whose truth is known: people sign up, do some of 30 things in their first week, and one in five pays in the 30
 * days after it.
 *
 * @param growth in how many days sign-ups become e times as many; 0 where they stay as many
 * @param planted how many times as likely those pay who do the first of the things; 1 where nothing foretells paying
 * @param useFollowsBuying whether people pay at any time, and do most of the things because they paid
 */
record TrueWorld(int persons, double growth, double planted, boolean useFollowsBuying) {
    static final int CANDIDATES = 30;
    private static final int WITHIN_DAYS = 7;
    private static final int HORIZON_DAYS = 30;
    private static final double BASE_RATE = 0.2;
    private static final double NEVER = 1_000;
    private static final double USE_OF_PAYERS = 0.8;

    static Claim claim(int thing) {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(thing(thing), 1),
                new Design.Anchored(Optional.of(Selector.of("in")), WITHIN_DAYS),
                Outcome.of(Selector.of("paid"), HORIZON_DAYS));
    }

    /** The history of the world that grows of a seed. */
    PartitionHistory history(HistoryRequest request, long seed) {
        Random random = new Random(seed);
        List<EventBatch.Event> events = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            live(new SubjectId("person " + person), random, events);
        }
        PartitionHistory history = new PartitionHistory(request);
        history.add(new EventBatch(new ConnectionId("con_world"), -1, events, List.of(), Map.of(), List.of()));
        return history;
    }

    private void live(SubjectId person, Random random, List<EventBatch.Event> events) {
        double start = signUp(random);
        boolean first = random.nextDouble() < use(0);
        double paid = start + (random.nextDouble() < (first ? BASE_RATE * planted : BASE_RATE) ? delay(random) : NEVER);
        add(events, person, start, Selector.of("in"), random);
        add(events, person, paid, Selector.of("paid"), random);
        for (int thing = 0; thing < CANDIDATES; thing++) {
            boolean does = thing == 0 ? first : random.nextDouble() < use(thing);
            if (does) {
                add(events, person, start + random.nextDouble() * WITHIN_DAYS, thing(thing), random);
            }
            if (useFollowsBuying && random.nextDouble() < USE_OF_PAYERS) {
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
            events.add(new EventBatch.Event(person, time, time, uuid, Set.of(what.id())));
        }
    }

    private static Selector thing(int thing) {
        return Selector.of("thing_" + thing);
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
