package io.beton.router.live;

import static io.beton.router.live.VariableLength.number;
import static io.beton.router.live.VariableLength.optional;
import static io.beton.router.live.VariableLength.signed;

import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The stored form of a subject's state.
 *
 * <p>A version byte and a kind byte; of evidence then birth where known; the number of active days, and per day the time
 * since the one before, its length and the session of its first event where known; the number of events, and per event in
 * order of time the time since the one before, its delay, its uuid, the numbers of its selectors, its values' numbers and
 * hashes; at last up to when landmarks were asked, which was signalled, and which fired. Numbers are of
 * {@link VariableLength}.
 */
final class StateCodec {
    private static final int VERSION = 2;
    /** The form before: a first sight before birth and no days, no values and no landmarks. */
    private static final int FIRST_VERSION = 1;

    private static final int OPEN = 0;
    private static final int OVER = 1;
    /** Once it was told apart whether a member, signalled or silent; that is the first and the last of them. */
    private static final int LAST_OVER = 3;

    private StateCodec() {}

    static byte[] write(SubjectState state) {
        GrowingBytes out = new GrowingBytes();
        out.put(VERSION);
        if (state instanceof SubjectState.Open open) {
            out.put(OPEN);
            write(out, open.evidence());
            write(out, open.landmarks());
        } else {
            out.put(OVER);
        }
        return out.bytes();
    }

    /** Bytes that are no state, or of a later form, are an {@link IllegalArgumentException}. */
    static SubjectState read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int version = in.get();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new IllegalArgumentException("version " + version + " is not known");
            }
            SubjectState state = state(in, version);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("something follows its end");
            }
            return state;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("[state] not readable: it is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[state] not readable: " + e.getMessage(), e);
        }
    }

    private static SubjectState state(ByteBuffer in, int version) {
        int kind = in.get();
        if (kind >= OVER && kind <= LAST_OVER) {
            return new SubjectState.Over();
        }
        if (kind != OPEN) {
            throw new IllegalArgumentException("no such kind of state");
        }
        return version == VERSION
                ? new SubjectState.Open(evidence(in), landmarks(in))
                : new SubjectState.Open(firstEvidence(in));
    }

    private static void write(GrowingBytes out, Evidence evidence) {
        optional(out, evidence.born(), Times.NEVER);
        List<ActiveDay> days = evidence.days();
        number(out, days.size());
        long before = 0;
        for (ActiveDay day : days) {
            signed(out, day.first() - before);
            number(out, day.last() - day.first());
            optional(out, day.firstSession(), SubjectEvents.NO_VALUE);
            before = day.first();
        }
        number(out, evidence.size());
        before = 0;
        for (MatchedEvent event : evidence.events()) {
            signed(out, event.timestamp() - before);
            write(out, event);
            before = event.timestamp();
        }
    }

    /** All but its time. */
    private static void write(GrowingBytes out, MatchedEvent event) {
        signed(out, event.createdAt() - event.timestamp());
        out.putLong(event.uuid().getMostSignificantBits());
        out.putLong(event.uuid().getLeastSignificantBits());
        number(out, event.selectors().cardinality());
        for (int i = event.selectors().nextSetBit(0);
                i >= 0;
                i = event.selectors().nextSetBit(i + 1)) {
            number(out, i);
        }
        number(out, event.values().size());
        for (Map.Entry<Integer, Long> value : new TreeMap<>(event.values()).entrySet()) {
            number(out, value.getKey());
            out.putLong(value.getValue());
        }
    }

    private static void write(GrowingBytes out, Landmarks landmarks) {
        optional(out, landmarks.askedUntil(), Landmarks.NEVER);
        optional(out, landmarks.signalled(), Landmarks.NEVER);
        number(out, landmarks.fired().size());
        for (long landmark : landmarks.fired()) {
            signed(out, landmark);
        }
    }

    private static Evidence evidence(ByteBuffer in) {
        Evidence evidence = new Evidence();
        evidence.born(optional(in, Times.NEVER));
        long before = 0;
        for (long left = number(in); left > 0; left--) {
            long first = before + signed(in);
            evidence.seen(new ActiveDay(first, first + number(in), optional(in, SubjectEvents.NO_VALUE)));
            before = first;
        }
        before = 0;
        for (long left = number(in); left > 0; left--) {
            before += signed(in);
            evidence.add(event(in, before, true));
        }
        return evidence;
    }

    private static Evidence firstEvidence(ByteBuffer in) {
        Evidence evidence = new Evidence();
        long seen = optional(in, Times.NEVER);
        if (seen != Times.NEVER) {
            evidence.seen(new ActiveDay(seen, seen, SubjectEvents.NO_VALUE));
        }
        evidence.born(optional(in, Times.NEVER));
        long before = 0;
        for (long left = number(in); left > 0; left--) {
            before += signed(in);
            evidence.add(event(in, before, false));
        }
        return evidence;
    }

    private static MatchedEvent event(ByteBuffer in, long timestamp, boolean valued) {
        long createdAt = timestamp + signed(in);
        UUID uuid = new UUID(in.getLong(), in.getLong());
        BitSet selectors = new BitSet();
        for (long more = number(in); more > 0; more--) {
            selectors.set((int) number(in));
        }
        Map<Integer, Long> values = new HashMap<>();
        for (long more = valued ? number(in) : 0; more > 0; more--) {
            values.put((int) number(in), in.getLong());
        }
        return new MatchedEvent(timestamp, createdAt, uuid, selectors, values);
    }

    private static Landmarks landmarks(ByteBuffer in) {
        long askedUntil = optional(in, Landmarks.NEVER);
        long signalled = optional(in, Landmarks.NEVER);
        List<Long> fired = new ArrayList<>();
        for (long more = number(in); more > 0; more--) {
            fired.add(signed(in));
        }
        return new Landmarks(askedUntil, signalled, fired);
    }
}
