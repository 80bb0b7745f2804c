package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The specification as code that nobody would run over millions of subjects: every sentence tried on every event.
 *
 * <p>Shares nothing with the matchers and the engine but the types of its questions.
 */
public final class Specification {
    private static final long DAY = 24 * 3_600_000_000L;

    private final Claim claim;
    private final String subject;
    private final PlainHistory history;
    private final long windowStart;
    private final long asOf;
    /** Each event of the window once, in order of time. */
    private final List<PlainEvent> window;

    public Specification(Claim claim, String subject, PlainHistory history, long windowStart, long asOf) {
        this.claim = claim;
        this.subject = subject;
        this.history = history;
        this.windowStart = windowStart;
        this.asOf = asOf;
        this.window = history.within(windowStart, asOf);
    }

    /**
     * One asking of the claim.
     *
     * @param firedAt when it fired, if it did
     * @param held whether it belongs to the holdout
     */
    public record Asked(long landmark, OptionalLong firedAt, Fate fate, boolean held) {
        public boolean fired() {
            return firedAt.isPresent();
        }
    }

    /** Section 4: every observation, and what section 5 makes of it. */
    public List<Asked> asked() {
        return claim.design() instanceof Design.Rolling rolling ? rolling(rolling) : anchored();
    }

    private List<Asked> anchored() {
        Optional<PlainEvent> anchor = anchor();
        if (anchor.isEmpty()) {
            return List.of();
        }
        List<PlainEvent> counting = window;
        if (claim.design() instanceof Design.FirstSession) {
            String session = anchor.get().properties().getOrDefault(CountedProperty.SESSION, "");
            if (session.isEmpty()) {
                return List.of();
            }
            counting = window.stream()
                    .filter(event -> session.equals(event.properties().get(CountedProperty.SESSION)))
                    .toList();
        }
        long from = anchor.get().time();
        long landmark = from + days() * DAY;
        OptionalLong fired = claim.condition().deferred()
                ? when(holds(claim.condition(), counting, from, landmark), landmark)
                : firstTrue(claim.condition(), counting, from, landmark);
        long start = windowStart + days() * DAY;
        long end = asOf - claim.outcome().horizonDays() * DAY;
        long split = start + Math.floorDiv(2 * (end - start), 3L);
        return List.of(new Asked(landmark, fired, fate(landmark, fired.isPresent()), landmark >= split));
    }

    private long days() {
        return claim.design() instanceof Design.Anchored anchored ? anchored.withinDays() : 1;
    }

    /** The first event matching the anchor; or the first counted one, of subjects made in the window. */
    private Optional<PlainEvent> anchor() {
        if (claim.anchor().isPresent()) {
            return window.stream()
                    .filter(event -> event.matches(claim.anchor().get()))
                    .findFirst();
        }
        boolean young = history.created().isPresent() && history.created().getAsLong() >= windowStart;
        return window.stream().filter(event -> young && event.counted()).findFirst();
    }

    private List<Asked> rolling(Design.Rolling design) {
        long every = design.everyDays() * DAY;
        long lookback = design.lookbackDays() * DAY;
        boolean held = crc32(subject) % 3 == 0;
        List<Asked> asked = new ArrayList<>();
        for (long landmark = 0; landmark <= asOf; landmark += every) {
            long end = landmark;
            boolean inPopulation = window.stream()
                    .anyMatch(event -> event.counted() && event.time() >= end - lookback && event.time() < end);
            if (landmark - every - lookback >= windowStart && inPopulation) {
                OptionalLong fired = claim.condition().deferred()
                        ? when(holds(claim.condition(), window, landmark - lookback, landmark), landmark)
                        : matchedTimes(landmark - every, landmark)
                                .filter(time -> holds(claim.condition(), window, time - lookback + 1, time + 1))
                                .findFirst();
                asked.add(new Asked(landmark, fired, fate(landmark, fired.isPresent()), held));
            }
        }
        return asked;
    }

    private LongStream matchedTimes(long from, long to) {
        List<Selector> selectors = claim.condition().selectors().toList();
        return window.stream()
                .filter(event -> selectors.stream().anyMatch(event::matches))
                .mapToLong(PlainEvent::time)
                .filter(time -> time >= from && time < to)
                .sorted();
    }

    private static OptionalLong when(boolean fired, long at) {
        return fired ? OptionalLong.of(at) : OptionalLong.empty();
    }

    private static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private Fate fate(long landmark, boolean fired) {
        long horizon = landmark + claim.outcome().horizonDays() * DAY;
        if (horizon > asOf) {
            return Fate.IMMATURE;
        }
        boolean positive;
        if (claim.outcome().selector().isEmpty()) {
            positive = window.stream()
                    .noneMatch(event -> event.counted() && event.time() >= landmark && event.time() < horizon);
        } else {
            Selector outcome = claim.outcome().selector().get();
            boolean before = Stream.concat(
                            history.events().stream()
                                    .filter(event -> event.time() >= windowStart - 365 * DAY)
                                    .filter(event -> event.time() < windowStart),
                            window.stream().filter(event -> event.time() < landmark))
                    .anyMatch(event -> event.matches(outcome));
            if (before && !claim.outcome().repeatable()) {
                return Fate.ALREADY_CONVERTED;
            }
            positive = window.stream()
                    .anyMatch(event -> event.matches(outcome) && event.time() >= landmark && event.time() < horizon);
        }
        if (fired) {
            return positive ? Fate.TRUE_POSITIVE : Fate.FALSE_POSITIVE;
        }
        return positive ? Fate.FALSE_NEGATIVE : Fate.TRUE_NEGATIVE;
    }

    /** An eager condition fires at the first event that makes it true. */
    static OptionalLong firstTrue(Condition condition, List<PlainEvent> events, long from, long to) {
        return events.stream()
                .mapToLong(PlainEvent::time)
                .filter(time -> time >= from && time < to)
                .sorted()
                .filter(time -> holds(condition, events, from, time + 1))
                .findFirst();
    }

    /** Whether the condition is true over a window, whatever the design. */
    public boolean holds(long from, long to) {
        return holds(claim.condition(), window, from, to);
    }

    /** Section 3: a condition is true or false over a half-open window of events. */
    static boolean holds(Condition condition, List<PlainEvent> all, long from, long to) {
        List<PlainEvent> events = all.stream()
                .filter(event -> event.time() >= from && event.time() < to)
                .toList();
        return condition.as(new SpecifiedConditions(events, all, from, to));
    }
}
