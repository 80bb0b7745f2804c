package io.beton.local;

import static io.beton.local.ReadSystem.until;

import io.beton.servers.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Routers that come and go while events flow: a second and a third, one that is killed and comes back, one that ends. */
final class Rebalancing {
    static final int STEPS = 5;
    private static final String HEAD = "%-34s %s %-13s %6s%n";
    private static final String LINE = "%-34s %s %-13s %6.1f%n";

    private final CrashSystem system;
    private final Feed feed;
    private final int share;
    private final int published;
    private final StringBuilder table = new StringBuilder(HEAD.formatted("routers", InFlight.HEADS, "partitions", "s"));
    private final List<Step> steps = new ArrayList<>();

    /**
     * Of one feed.
     *
     * @param share how many events there are for each step
     * @param published how many had been published before this feed
     */
    Rebalancing(CrashSystem system, Feed feed, int share, int published) {
        this.system = system;
        this.feed = feed;
        this.share = share;
        this.published = published;
        int second = Ports.free();
        steps.add(new Step("a second one starts", 2, () -> system.startRouter("router-2", second)));
        steps.add(new Step("a third one starts", 3, () -> system.startRouter("router-3", Ports.free())));
        steps.add(new Step("the second one is killed", 2, () -> system.killService("router-2")));
        steps.add(new Step("it comes back", 3, () -> system.startRouter("router-2", second)));
        steps.add(new Step("the first one is told to end", 2, () -> system.endService("router")));
    }

    String run() {
        try (RouterGroup group = new RouterGroup(system.processes().processes().bootstrapServers())) {
            for (int i = 0; i < steps.size(); i++) {
                run(steps.get(i), i * share, group);
            }
        }
        return table.toString();
    }

    private void run(Step step, int from, RouterGroup group) {
        feed.allow(from + 2 * share);
        AtomicReference<InFlight> before = new AtomicReference<>();
        until(CrashSystem.LONGEST, () -> {
            before.set(system.inFlight(published + feed.made()));
            if (before.get().published() - published < from + share / 2) {
                return false;
            }
            if (before.get().unmatched() == 0) {
                // it goes on, no faster than before
                feed.allow(feed.made() + share / 20 + 1);
                return false;
            }
            return true;
        });
        Instant begun = Instant.now();
        step.change.run();
        List<Integer> shares = group.untilShared(step.routers);
        table.append(LINE.formatted(
                step.what,
                before.get(),
                shares.toString(),
                Duration.between(begun, Instant.now()).toMillis() / 1_000.0));
    }

    /** @param routers how many share the partitions afterwards */
    private record Step(String what, int routers, Runnable change) {}
}
