package io.beton.standin.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.events.CapturedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** A made-up product with planted truths: the same seed, size and end give the same events. */
public final class DemoWorld {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERSONS_AN_ORGANIZATION = 4;
    private final WorldConfig config;
    private final Instant now;

    /** The world's history ends at {@code now}. */
    public DemoWorld(WorldConfig config, Instant now) {
        this.config = config;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** All events in the order in which they were ingested. */
    public Iterator<CapturedEvent> events() {
        List<Happening> happenings = new ArrayList<>();
        SplittableRandom seeds = new SplittableRandom(config.seed());
        int organizations = Math.max(1, config.persons() / PERSONS_AN_ORGANIZATION);
        for (int number = 0; number < config.persons(); number++) {
            SplittableRandom random = seeds.split();
            long ago = (long) (random.nextDouble() * config.history().toMillis());
            Inhabitant inhabitant = new Inhabitant(random, number, organizations, now.minusMillis(ago));
            disturb(inhabitant.live(now), random, happenings);
        }
        happenings.sort(Comparator.comparing(Happening::createdAt).thenComparing(Happening::timestamp));
        return happenings.stream().map(DemoWorld::captured).iterator();
    }

    /** Some events arrive late, some twice; nothing arrives after the end. */
    private void disturb(List<Happening> life, SplittableRandom random, List<Happening> into) {
        for (Happening happening : life) {
            boolean identity = happening.event().startsWith("$identify");
            Instant late = happening.createdAt().plus(Duration.ofMinutes(120 + random.nextInt(1080)));
            boolean delayed = !identity && random.nextDouble() < config.lateShare() && late.isBefore(now);
            Happening arrived = delayed ? happening.arriving(late) : happening;
            into.add(arrived);
            Instant again = arrived.createdAt().plusSeconds(1 + random.nextInt(300));
            if (random.nextDouble() < config.duplicateShare() && again.isBefore(now)) {
                into.add(arrived.arriving(again));
            }
        }
    }

    private static CapturedEvent captured(Happening happening) {
        ObjectNode properties = JSON.valueToTree(happening.properties());
        properties.put("$session_id", happening.session()).put("$lib", "web");
        return new CapturedEvent(
                happening.uuid(),
                happening.event(),
                happening.distinctId(),
                happening.timestamp(),
                happening.createdAt(),
                properties);
    }
}
