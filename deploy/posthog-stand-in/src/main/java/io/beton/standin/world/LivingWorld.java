package io.beton.standin.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Goes on after the history: every tick somebody signs up, somebody who signed up lately invites teammates, others use
 * the product. Events take the way of every captured event, with the time at which they happen.
 */
public final class LivingWorld implements AutoCloseable {
    private static final int REMEMBERED = 50;
    private static final int EVERY_NTH_INVITES = 3;
    private static final int INVITES_A_TICK = 2;
    private final Consumer<ObjectNode> capture;
    private final Clock clock;
    private final SplittableRandom random;
    private final String generation;
    private final Deque<String> recent = new ArrayDeque<>();
    private final Deque<String> invitesDue = new ArrayDeque<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "stand-in-living-world");
        thread.setDaemon(true);
        return thread;
    });
    private int born;

    /** {@code capture} takes the body of a capture request. */
    public LivingWorld(Consumer<ObjectNode> capture, Clock clock, long seed) {
        this.capture = capture;
        this.clock = clock;
        this.random = new SplittableRandom(seed ^ clock.millis());
        this.generation = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    public void start(Duration tick) {
        ticker.scheduleAtFixedRate(this::guardedTick, 0, tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void guardedTick() {
        try {
            tick();
        } catch (RuntimeException failure) {
            System.err.println("[stand-in] a tick of the living world failed: " + failure.getMessage());
        }
    }

    /** One step of the world: one batch of events. */
    void tick() {
        List<ObjectNode> events = new ArrayList<>();
        signUp(events);
        for (int i = Math.min(INVITES_A_TICK, invitesDue.size()); i > 0; i--) {
            ObjectNode invite = properties().put("role", "member");
            events.add(event("invite_sent", invitesDue.removeFirst(), invite));
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String deed = WorldTruths.COMMON.get(random.nextInt(WorldTruths.COMMON.size()));
            events.add(event(deed, someone(), properties().put("duration_ms", random.nextInt(5000))));
            events.add(event("$pageview", someone(), properties().put("$current_url", "https://app.example/home")));
        }
        if (random.nextInt(15) == 0) {
            events.add(event(WorldTruths.OUTCOME, someone(), properties().put("plan", "team")));
        }
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        ArrayNode list = batch.putArray("batch");
        events.forEach(list::add);
        capture.accept(batch);
    }

    /** Every third newcomer sends between one and four invitations, not all at once. */
    private void signUp(List<ObjectNode> events) {
        String id = "live_" + generation + "_" + born;
        events.add(event("logged_in", id, properties()));
        ObjectNode signedUp = properties().put("plan", "trial");
        signedUp.putObject("$set").put("email", id + "@live.example");
        events.add(event(WorldTruths.ANCHOR, id, signedUp));
        recent.addLast(id);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        if (born % EVERY_NTH_INVITES == 0) {
            for (int i = 1 + born / EVERY_NTH_INVITES % 4; i > 0; i--) {
                invitesDue.addLast(id);
            }
        }
        born++;
    }

    private String someone() {
        List<String> all = List.copyOf(recent);
        return all.get(random.nextInt(all.size()));
    }

    private ObjectNode event(String name, String person, ObjectNode properties) {
        properties.putObject("$groups").put("organization", "org_live_" + Math.floorMod(person.hashCode(), 20));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event", name)
                .put("distinct_id", person)
                .put("uuid", UUID.randomUUID().toString());
        event.put("timestamp", clock.instant().toString()).set("properties", properties);
        return event;
    }

    private static ObjectNode properties() {
        return JsonNodeFactory.instance.objectNode().put("$lib", "web");
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
