package io.beton.local;

import static io.beton.local.CrashClaims.INVITE_SENT;
import static io.beton.local.CrashClaims.LESSON_DONE;
import static io.beton.local.CrashClaims.PAGE_SEEN;
import static io.beton.local.CrashClaims.PLAN_CHANGED;
import static io.beton.local.CrashClaims.REPORT_MADE;
import static io.beton.local.CrashClaims.REPORT_SHARED;
import static io.beton.local.CrashClaims.SIGNED_UP;
import static io.beton.local.CrashClaims.TRIAL_STARTED;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Specification;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * People who did things in the last days, made from a seed, and whom the specification would signal, event by event.
 *
 * <p>Each starts once, so that whatever comes when, what follows from it is the same. Those on trial are told of while
 * the world goes on: their landmarks pass within a span of it.
 */
final class CrashWorld {
    /** What the router waits after a landmark, by default. */
    private static final Duration LATENESS = Duration.ofHours(1);

    /** How long before they start people do things, which do not count. */
    private static final long BEFORE = 4 * Times.HOUR;

    private static final int OF_ONE = 20;
    private static final int MOST_LESSONS = 6;
    private static final int PAGES = 12;
    private static final int TURNS = 100;
    /** Of a hundred events so many are of people on trial. */
    private static final int ON_TRIAL = 8;
    /** What people do, as often as it stands here. */
    private static final List<Selector> DONE = List.of(
            PAGE_SEEN,
            PAGE_SEEN,
            PAGE_SEEN,
            PAGE_SEEN,
            PAGE_SEEN,
            INVITE_SENT,
            INVITE_SENT,
            REPORT_MADE,
            REPORT_SHARED,
            PLAN_CHANGED);

    private final String name;
    private final Random random;
    private final Map<String, List<PlainEvent>> people = new LinkedHashMap<>();
    private Instant lastLandmark = Instant.EPOCH;
    private int size;

    private CrashWorld(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /**
     * Makes a world.
     *
     * @param beginning when it begins to be told of
     * @param first how long after that the first trial is over at the earliest
     * @param span within which they all are
     */
    static CrashWorld of(String name, long seed, int events, Instant beginning, Duration first, Duration span) {
        CrashWorld world = new CrashWorld(name, seed);
        world.lastLandmark = beginning.plus(first).plus(span).minus(LATENESS);
        world.onTrial(events * ON_TRIAL / 100, Times.micros(beginning.plus(first)), micros(span));
        while (world.size < events) {
            world.person(Times.micros(beginning));
        }
        return world;
    }

    private void onTrial(int count, long first, long span) {
        while (size < count) {
            List<PlainEvent> done = add();
            long start =
                    first + (long) (random.nextDouble() * span) - micros(LATENESS) - CrashClaims.TRIAL_DAYS * Times.DAY;
            done.add(event(TRIAL_STARTED, start));
            for (int i = random.nextInt(MOST_LESSONS); i > 0; i--) {
                done.add(event(LESSON_DONE, start + within(23 * Times.HOUR)));
            }
        }
    }

    private void person(long beginning) {
        List<PlainEvent> done = add();
        long start = beginning - 62 * Times.HOUR + within(13 * Times.HOUR);
        done.add(event(SIGNED_UP, start));
        for (int i = 1; i < OF_ONE; i++) {
            done.add(event(DONE.get(random.nextInt(DONE.size())), start + within(53 * Times.HOUR) - BEFORE));
        }
    }

    private List<PlainEvent> add() {
        return people.computeIfAbsent(name + "-" + people.size(), who -> new ArrayList<>());
    }

    private PlainEvent event(Selector selector, long time) {
        Map<String, String> properties = Map.of(
                CrashClaims.PAGE,
                "page " + random.nextInt(PAGES),
                CrashClaims.PLAN,
                random.nextInt(5) < 2 ? CrashClaims.PRO : "free");
        size++;
        UUID uuid = new UUID(random.nextLong(), random.nextLong());
        return new PlainEvent(uuid, selector.event(), time, time, properties);
    }

    private long within(long micros) {
        return (long) (random.nextDouble() * micros);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** Until then all landmarks of trials are over. */
    Instant lastLandmark() {
        return lastLandmark;
    }

    int persons() {
        return people.size();
    }

    /** How many events there are of people on trial. */
    int onTrial() {
        return (int) inOrder().stream().filter(Done::onTrial).count();
    }

    /** Everything that happens as it becomes known: of those on trial first, then of others, some people at a time. */
    List<Done> inOrder() {
        List<Done> all = new ArrayList<>();
        people.forEach((who, done) -> {
            int turn = (int) ((long) all.size() * TURNS / size);
            done.forEach(event -> all.add(new Done(who, event, turn)));
        });
        all.sort(Comparator.comparing((Done done) -> !done.onTrial())
                .thenComparing(Done::turn)
                .thenComparingLong(done -> done.event.time()));
        return all;
    }

    /** Whom the specification signals, and for what. */
    Set<Told.Meaning> expected(List<Hypothesis> live, Map<String, String> personIds) {
        Map<String, SubjectId> subjects = new LinkedHashMap<>();
        personIds.forEach((id, who) -> subjects.put(who, new SubjectId(id)));
        Set<Told.Meaning> expected = new HashSet<>();
        people.forEach((who, done) -> live.stream()
                .filter(hypothesis -> fires(hypothesis, who, done))
                .forEach(hypothesis -> expected.add(
                        new Told.Meaning(hypothesis.hypothesisId(), hypothesis.version(), subjects.get(who)))));
        return expected;
    }

    private static boolean fires(Hypothesis hypothesis, String who, List<PlainEvent> done) {
        long first = done.stream().mapToLong(PlainEvent::time).min().orElseThrow();
        long start = first - Times.DAY;
        return new Specification(
                        hypothesis.claim(),
                        who,
                        new PlainHistory(done, OptionalLong.empty()),
                        start,
                        start + 90 * Times.DAY)
                .asked().stream().anyMatch(Specification.Asked::fired);
    }

    /** An event, who did it, and whose turn it is. */
    record Done(String who, PlainEvent event, int turn) {
        private boolean onTrial() {
            return event.matches(TRIAL_STARTED) || event.matches(LESSON_DONE);
        }
    }
}
