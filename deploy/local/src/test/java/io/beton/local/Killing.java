package io.beton.local;

import static io.beton.local.ReadSystem.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kills one process after the other, each as often as every other, and starts it again. When, and after how long, is a
 * matter of how many events have come, which the seed decides; but nobody dies before such work as is to be cut off is
 * seen under way. Each kill has a share of the events to itself, and one that hit nothing is tried again with another one.
 */
final class Killing {
    private static final int MOST_TRIES = 20;
    /** For what is to come of the last events: longer than a poll holds its cursor and PostHog a place after its death. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final CrashSystem system;
    private final Feed feed;
    private final Random random;
    private final List<Kill> kills = new ArrayList<>();

    Killing(CrashSystem system, Feed feed, long seed) {
        this.system = system;
        this.feed = feed;
        this.random = new Random(seed);
    }

    /** Returns every kill, also those that hit nothing; fewer than that hit where one did not in all its tries. */
    List<Kill> kill(int times) {
        List<Aim> aims = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Victim victim = Victim.values()[i % Victim.values().length];
            int turn = i / Victim.values().length;
            aims.add(new Aim(victim, victim.work().get(turn % victim.work().size())));
        }
        Collections.shuffle(aims, random);
        for (int i = 0; i < times; i++) {
            boolean hit = false;
            for (int tries = 0; tries < MOST_TRIES && !hit && feed.made() < feed.all(); tries++) {
                // one more is for what comes after all of them
                Optional<Kill> kill = kill(aims.get(i), (feed.all() - feed.made()) / (times - i + 1));
                kill.ifPresent(kills::add);
                hit = kill.filter(Kill::hit).isPresent();
            }
            System.out.printf("%d of %d %s%n", i + 1, times, hit ? "killed and back" : "not hit: " + aims.get(i));
        }
        return kills;
    }

    /** Nothing where nothing was under way. */
    private Optional<Kill> kill(Aim aim, int share) {
        int from = feed.made();
        int due = from + random.nextInt(share / 2 + 1);
        int whileDown = share / 20 + random.nextInt(share / 4 + 1);
        feed.allow(from + share);
        until(CrashSystem.LONGEST, () -> feed.made() >= due);
        Set<String> seen = killInTheMiddle(aim, from, from + share);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Instant at = Instant.now();
        int made = feed.made();
        feed.allow(made + whileDown);
        until(CrashSystem.LONGEST, () -> feed.made() >= Math.min(made + whileDown, feed.all()));
        Instant restarted = Instant.now();
        Set<String> cutOff = aim.victim.restart(system, aim.work, seen);
        return Optional.of(
                new Kill(aim.victim, aim.work, made, seen.size(), cutOff.size(), at, restarted, Instant.now()));
    }

    /** Returns what was seen under way right before; nothing if there was none, and then nobody died. */
    private Set<String> killInTheMiddle(Aim aim, int from, int to) {
        AtomicReference<Set<String>> seen = new AtomicReference<>(Set.of());
        try (Sight sight = system.sight(aim.work)) {
            until(CrashSystem.LONGEST, LOOK_EVERY, () -> {
                Runnable kill = aim.victim.aim(system);
                seen.set(sight.look(feed.times(from)));
                if (!seen.get().isEmpty()) {
                    kill.run();
                    return true;
                }
                return feed.made() >= to && feed.quiet().compareTo(PATIENCE) > 0;
            });
        }
        return seen.get();
    }

    /** Who is to die, and in the middle of what. */
    private record Aim(Victim victim, Work work) {}
}
