package io.beton.router.live;

import io.beton.model.match.Times;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.UUID;

/**
 * The stored form of a subject's state.
 *
 * <p>A version byte and a kind byte; of evidence then first sight and birth where known, the number of events, and per
 * event in order of time the time since the one before, its delay, its uuid and the numbers of its selectors. Numbers
 * are variable in length: 7 bits a byte, least first; signed ones zigzag.
 */
final class StateCodec {
    private static final int VERSION = 1;
    private static final int OPEN = 0;
    private static final int MEMBER = 1;
    private static final int SIGNALLED = 2;
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private StateCodec() {}

    static byte[] write(SubjectState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            if (state instanceof SubjectState.Open open) {
                out.writeByte(OPEN);
                write(out, open.evidence());
            } else {
                out.writeByte(state == SubjectState.Fired.MEMBER ? MEMBER : SIGNALLED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("[state] not written", e);
        }
        return bytes.toByteArray();
    }

    /** Bytes that are no state, or of a later form, are an {@link UncheckedIOException}. */
    static SubjectState read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("version " + version + " is not known");
            }
            SubjectState state =
                    switch (in.readUnsignedByte()) {
                        case OPEN -> new SubjectState.Open(evidence(in));
                        case MEMBER -> SubjectState.Fired.MEMBER;
                        case SIGNALLED -> SubjectState.Fired.SIGNALLED;
                        default -> throw new IOException("no such kind of state");
                    };
            if (in.read() != -1) {
                throw new IOException("something follows its end");
            }
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException("[state] not readable: " + e.getMessage(), e);
        }
    }

    private static void write(DataOutputStream out, Evidence evidence) throws IOException {
        optional(out, evidence.firstSeen());
        optional(out, evidence.born());
        number(out, evidence.size());
        long before = 0;
        for (MatchedEvent event : evidence.events()) {
            signed(out, event.timestamp() - before);
            signed(out, event.createdAt() - event.timestamp());
            out.writeLong(event.uuid().getMostSignificantBits());
            out.writeLong(event.uuid().getLeastSignificantBits());
            number(out, event.selectors().cardinality());
            for (int i = event.selectors().nextSetBit(0);
                    i >= 0;
                    i = event.selectors().nextSetBit(i + 1)) {
                number(out, i);
            }
            before = event.timestamp();
        }
    }

    private static Evidence evidence(DataInputStream in) throws IOException {
        Evidence evidence = new Evidence();
        evidence.seen(optional(in));
        evidence.born(optional(in));
        long before = 0;
        for (long left = number(in); left > 0; left--) {
            long timestamp = before + signed(in);
            long createdAt = timestamp + signed(in);
            UUID uuid = new UUID(in.readLong(), in.readLong());
            BitSet selectors = new BitSet();
            for (long more = number(in); more > 0; more--) {
                selectors.set((int) number(in));
            }
            evidence.add(new MatchedEvent(timestamp, createdAt, uuid, selectors));
            before = timestamp;
        }
        return evidence;
    }

    private static void optional(DataOutputStream out, long time) throws IOException {
        out.writeBoolean(time != Times.NEVER);
        if (time != Times.NEVER) {
            signed(out, time);
        }
    }

    private static long optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? signed(in) : Times.NEVER;
    }

    private static void signed(DataOutputStream out, long value) throws IOException {
        number(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private static long signed(DataInputStream in) throws IOException {
        long zigzag = number(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        long left = value;
        while ((left & ~SEVEN_BITS) != 0) {
            out.writeByte((int) (left & SEVEN_BITS | MORE));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }
}
