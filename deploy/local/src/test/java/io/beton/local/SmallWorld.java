package io.beton.local;

import io.beton.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A history that is small enough to be counted again by hand, with everything in it that a definition tells apart. */
final class SmallWorld {
    private static final int DAYS = 100;

    private final Random random = new Random(7);
    private final Instant end;
    private final List<Happened> events = new ArrayList<>();

    /** @param end everything happens before it */
    SmallWorld(Instant end) {
        this.end = end;
    }

    /** People who sign up over 100 days, some of whom invite, share and subscribe, before or after or never. */
    List<Happened> people(int count) {
        for (int i = 0; i < count; i++) {
            person("person-" + i, end.minus(hours(random.nextInt(DAYS * 24 * 60) / 60.0)));
        }
        events.removeIf(event -> !event.at().isBefore(end));
        events.sort(Comparator.comparing(Happened::at));
        // what is stored twice counts once
        events.addAll(List.copyOf(events.subList(0, events.size() / 50)));
        return List.copyOf(events);
    }

    static Path write(List<Happened> events, Path file) throws IOException {
        return Files.write(
                file, events.stream().map(event -> Json.text(event.captured())).toList());
    }

    private void person(String who, Instant signUp) {
        boolean keen = random.nextInt(3) == 0;
        happen("page_seen", who, signUp.minus(hours(random.nextInt(4))));
        happen("signed_up", who, signUp);
        int invites = keen ? 1 + random.nextInt(4) : random.nextInt(2);
        for (int i = 0; i < invites; i++) {
            happen("invite_sent", who, signUp.plus(hours(random.nextDouble() * 24 * 10)));
        }
        if (random.nextBoolean()) {
            Instant created = signUp.plus(hours(random.nextDouble() * 24 * 5));
            happen("report_created", who, created);
            happen("report_shared", who, created.plus(hours(random.nextDouble() * 60 - 6)));
        }
        if (random.nextInt(10) < (keen ? 5 : 1)) {
            happen("subscribed", who, signUp.plus(hours(random.nextDouble() * 24 * 45)));
        }
    }

    private void happen(String event, String who, Instant at) {
        events.add(new Happened(
                new UUID(random.nextLong(), random.nextLong()), event, who, at.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Duration hours(double hours) {
        return Duration.ofMillis(Math.round(hours * 3_600_000));
    }
}
