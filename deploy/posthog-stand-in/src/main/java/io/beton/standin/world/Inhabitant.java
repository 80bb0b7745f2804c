package io.beton.standin.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** One person of the world: who it is, and the life it leads from its first visit on. */
final class Inhabitant {
    private static final double LIKELIEST = 0.9;
    private static final double EARLY_BUYERS = 0.01;
    private final SplittableRandom random;
    private final String id;
    private final String organization;
    private final Instant signedUp;
    private final List<Happening> life = new ArrayList<>();

    Inhabitant(SplittableRandom random, int number, int organizations, Instant signedUp) {
        this.random = random;
        this.id = "user_" + number;
        this.organization = "org_" + random.nextInt(organizations);
        this.signedUp = signedUp;
    }

    /** Everything this person does before the end. */
    List<Happening> live(Instant end) {
        arrive();
        double likelihood = WorldTruths.BASE_RATE;
        if (random.nextDouble() < WorldTruths.INVITES.share()) {
            likelihood *= WorldTruths.INVITES.relativeRisk();
            some("invite_sent", 1 + random.nextInt(4), 0.1, 6.9, Map.of("role", pick("member", "admin", "viewer")));
        }
        if (random.nextDouble() < WorldTruths.INTEGRATES.share()) {
            likelihood *= WorldTruths.INTEGRATES.relativeRisk();
            some(
                    "integration_connected",
                    1 + random.nextInt(2),
                    0.1,
                    6.9,
                    Map.of("kind", pick("slack", "github", "jira")));
        }
        likelihood *= reports();
        visits();
        buy(Math.min(LIKELIEST, likelihood));
        life.removeIf(happening -> !happening.timestamp().isBefore(end));
        return life;
    }

    private void arrive() {
        String anonymous = "anon_" + id;
        Instant first = signedUp.minusSeconds(60 + random.nextInt(1800));
        add("$pageview", anonymous, first, Map.of("$current_url", "https://app.example/welcome"));
        add(
                "$identify",
                id,
                signedUp.minusMillis(500),
                Map.of(
                        "$anon_distinct_id",
                        anonymous,
                        "$set",
                        Map.of(
                                "email", id + "@" + organization + ".example",
                                "role", pick("engineer", "manager", "designer", "founder"),
                                "country", pick("NL", "DE", "US", "FR", "IN"))));
        add(
                "$groupidentify",
                id,
                signedUp.minusMillis(400),
                Map.of(
                        "$group_type",
                        "organization",
                        "$group_key",
                        organization,
                        "$group_set",
                        Map.of(
                                "name",
                                organization.toUpperCase(Locale.ROOT),
                                "employees",
                                organization.length() * 17)));
        add(WorldTruths.ANCHOR, id, signedUp, Map.of("source", pick("search", "friend", "advert"), "plan", "trial"));
    }

    /** Creating and then sharing a report counts; only one of them, or the wrong order, does not. */
    private double reports() {
        double kind = random.nextDouble();
        double share = WorldTruths.SHARES_REPORT.share();
        double created = 0.1 + random.nextDouble() * 4;
        if (kind < share) {
            some("report_created", 1, created, created, Map.of("pages", 1 + random.nextInt(9)));
            some("report_shared", 1 + random.nextInt(2), created + 0.05, 6.9, Map.of());
            return WorldTruths.SHARES_REPORT.relativeRisk();
        }
        if (kind < share + 0.15) {
            some("report_created", 1 + random.nextInt(2), 0.1, 6.9, Map.of("pages", 1 + random.nextInt(9)));
        } else if (kind < share + 0.23) {
            some("report_shared", 1, created, created, Map.of());
            some("report_created", 1, created + 0.05, 6.9, Map.of("pages", 1 + random.nextInt(9)));
        }
        return 1;
    }

    /** Ordinary days: how often somebody comes says nothing about buying. */
    private void visits() {
        int visits = 1 + (int) Math.min(40, -Math.log(1 - random.nextDouble()) * 7);
        double day = 0;
        for (int i = 0; i < visits; i++) {
            Instant start = at(day);
            String session = uuid().toString();
            add("logged_in", start, session, Map.of());
            add(
                    "$feature_flag_called",
                    start,
                    session,
                    Map.of("$feature_flag", "new-menu", "$feature_flag_response", true));
            for (int page = 1 + random.nextInt(3); page > 0; page--) {
                add(
                        "$pageview",
                        within(start),
                        session,
                        Map.of("$current_url", "https://app.example/" + pick("home", "boards", "inbox")));
                add("$autocapture", within(start), session, Map.of("$event_type", "click"));
            }
            for (int deed = random.nextInt(4); deed > 0; deed--) {
                String event = WorldTruths.COMMON.get(random.nextInt(WorldTruths.COMMON.size()));
                add(event, within(start), session, Map.of("duration_ms", random.nextInt(5000)));
            }
            if (random.nextDouble() < 0.04) {
                add(WorldTruths.RARE.get(random.nextInt(WorldTruths.RARE.size())), within(start), session, Map.of());
            }
            day += -Math.log(1 - random.nextDouble()) * 2.5;
        }
    }

    private void buy(double likelihood) {
        boolean early = random.nextDouble() < EARLY_BUYERS;
        boolean later = random.nextDouble() < likelihood;
        if (!early && !later) {
            return;
        }
        double day = early ? 1 + random.nextDouble() * 5 : 7.01 + random.nextDouble() * 29.9;
        some(
                WorldTruths.OUTCOME,
                1,
                day,
                day,
                Map.of("plan", pick("team", "business"), "seats", 1 + random.nextInt(20)));
        some("invoice_viewed", 1 + random.nextInt(4), day + 0.01, day + 30, Map.of());
        if (random.nextBoolean()) {
            some("seat_added", 1 + random.nextInt(3), day + 0.5, day + 30, Map.of("seats", 1));
        }
    }

    private void some(String event, int times, double fromDay, double toDay, Map<String, Object> properties) {
        for (int i = 0; i < times; i++) {
            double day = fromDay + random.nextDouble() * Math.max(0, toDay - fromDay);
            add(event, at(day), uuid().toString(), properties);
        }
    }

    private void add(String event, Instant at, String session, Map<String, Object> properties) {
        life.add(new Happening(uuid(), event, id, at, seen(at), session, grouped(properties)));
    }

    private void add(String event, String distinctId, Instant at, Map<String, Object> properties) {
        boolean anonymous = !distinctId.equals(id);
        Map<String, Object> complete = anonymous ? properties : grouped(properties);
        life.add(new Happening(uuid(), event, distinctId, at, seen(at), uuid().toString(), complete));
    }

    private Map<String, Object> grouped(Map<String, Object> properties) {
        Map<String, Object> complete = new java.util.HashMap<>(properties);
        complete.put("$groups", Map.of("organization", organization));
        return complete;
    }

    /** Events are ingested in the order of one person's life, a moment after they happened. */
    private static Instant seen(Instant at) {
        return at.plusMillis(800);
    }

    private Instant at(double day) {
        return signedUp.plus(Duration.ofMillis((long) (day * 86_400_000)));
    }

    private Instant within(Instant start) {
        return start.plusMillis(1 + random.nextInt(1_200_000));
    }

    private UUID uuid() {
        long most = random.nextLong() & ~0xF000L | 0x4000L;
        long least = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
