package io.beton.local;

import static io.beton.local.ReadSystem.until;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kills one process after the other, each as often as every other, and starts it again. When, and after how long, is a
 * matter of how many events have come, which the seed decides; but nobody dies who has nothing to do while there is more
 * to come, and whose death interrupted nothing dies again while its share of events lasts.
 */
final class Killing {
    private static final int MOST_AGAIN = 3;

    private final CrashSystem system;
    private final Feed feed;
    private final int share;
    private final Random random;

    /** @param share how many events there are for each kill */
    Killing(CrashSystem system, Feed feed, int share, long seed) {
        this.system = system;
        this.feed = feed;
        this.share = share;
        this.random = new Random(seed);
    }

    List<Kill> kill(int times) {
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            victims.add(Victim.values()[i % Victim.values().length]);
        }
        Collections.shuffle(victims, random);
        List<Kill> kills = new ArrayList<>();
        for (Victim victim : victims) {
            kills.add(kill(victim, kills.size() * share));
            System.out.println(kills.size() + " of " + times + " killed and back");
        }
        return kills;
    }

    private Kill kill(Victim victim, int from) {
        int due = from + random.nextInt(share);
        int whileDown = 1 + random.nextInt(share / 2);
        Victim.Work work = victim.work().get(random.nextInt(victim.work().size()));
        feed.allow(from + 2 * share);
        Kill kill = kill(victim, work, due, whileDown);
        for (int again = 0; again < MOST_AGAIN && !kill.interrupted() && feed.made() < from + 2 * share; again++) {
            kill = kill(victim, work, due, whileDown);
        }
        return kill;
    }

    private Kill kill(Victim victim, Victim.Work work, int due, int whileDown) {
        InFlight before = untilBusy(victim, work, due);
        Instant at = Instant.now();
        victim.kill(system);
        boolean interrupted = victim.interrupted(system, work, before);
        int made = feed.made() + whileDown;
        feed.allow(made);
        until(CrashSystem.LONGEST, () -> feed.made() >= Math.min(made, feed.all()));
        Instant restarted = Instant.now();
        victim.restart(system);
        return new Kill(victim, work, before, interrupted, at, restarted, Instant.now());
    }

    private InFlight untilBusy(Victim victim, Victim.Work work, int due) {
        AtomicReference<InFlight> before = new AtomicReference<>();
        until(CrashSystem.LONGEST, () -> {
            before.set(system.inFlight(feed.made()));
            if (before.get().published() < due) {
                return false;
            }
            // at the end of the world there may be no more of what is waited for, or of anything
            boolean ended = feed.made() == feed.all();
            boolean busy = work.underWay(before.get())
                    || (ended && (victim.busy(before.get()) || before.get().nothing()));
            if (!busy) {
                feed.allowMore(share / 20 + 1);
            }
            return busy;
        });
        return before.get();
    }
}
