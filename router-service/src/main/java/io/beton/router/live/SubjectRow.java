package io.beton.router.live;

import io.beton.model.match.Times;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;

/**
 * All that is kept of one subject, by the numbers of the versions that it is kept for.
 *
 * <p>Stored as a version byte, and for each version its number, the length of its state, negative where a due follows, the
 * due, and the state in the form of {@link StateCodec}; numbers have four bytes and dues eight, the highest first. What
 * nobody asks for stays as it was stored.
 */
final class SubjectRow {
    private static final byte VERSION = 1;
    private static final byte[] NOTHING = {VERSION};

    private final byte[] stored;
    private final long storedDue;
    private final boolean isNew;
    /** What was put in place of what is stored, or beside it. */
    private final Map<Integer, KeptState> changed = new LinkedHashMap<>(2);

    private SubjectRow(byte[] stored, long storedDue, boolean isNew) {
        this.stored = stored;
        this.storedDue = storedDue;
        this.isNew = isNew;
    }

    static SubjectRow empty() {
        return new SubjectRow(NOTHING, Times.NEVER, true);
    }

    /** @param due the stored one, which is no later than that of any state; or {@link Times#NEVER} */
    static SubjectRow read(byte[] bytes, long due) {
        if (bytes[0] != VERSION) {
            throw new IllegalStateException("[state] rows of version " + bytes[0] + " are not known");
        }
        return new SubjectRow(bytes, due, false);
    }

    byte[] bytes() {
        Entry entry = new Entry();
        int size = 1 + changed.values().stream().mapToInt(SubjectRow::size).sum();
        for (entry.first(); entry.there(); entry.next()) {
            size += changed.containsKey(entry.number) ? 0 : entry.end - entry.start;
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(VERSION);
        for (entry.first(); entry.there(); entry.next()) {
            if (!changed.containsKey(entry.number)) {
                out.put(stored, entry.start, entry.end - entry.start);
            }
        }
        changed.forEach((number, state) -> write(out, number, state));
        return out.array();
    }

    private static int size(KeptState state) {
        return state.isNothing()
                ? 0
                : 2 * Integer.BYTES + (state.due() == Times.NEVER ? 0 : Long.BYTES) + state.bytes().length;
    }

    private static void write(ByteBuffer out, int number, KeptState state) {
        if (state.isNothing()) {
            return;
        }
        out.putInt(number);
        if (state.due() == Times.NEVER) {
            out.putInt(state.bytes().length);
        } else {
            out.putInt(-state.bytes().length).putLong(state.due());
        }
        out.put(state.bytes());
    }

    /** What is stored of these versions, as it was read. */
    void forEachStored(IntPredicate versions, ObjIntConsumer<KeptState> consumer) {
        Entry entry = new Entry();
        for (entry.first(); entry.there(); entry.next()) {
            if (versions.test(entry.number)) {
                consumer.accept(entry.state(), entry.number);
            }
        }
    }

    /** What is stored of a version, as it was read. */
    Optional<KeptState> stored(int version) {
        Entry entry = new Entry();
        for (entry.first(); entry.there(); entry.next()) {
            if (entry.number == version) {
                return Optional.of(entry.state());
            }
        }
        return Optional.empty();
    }

    void put(int version, KeptState state) {
        changed.put(version, state);
    }

    void drop(Set<Integer> versions) {
        forEachStored(versions::contains, (state, number) -> put(number, KeptState.NOTHING));
    }

    /** Whether anything was put or dropped since it was read. */
    boolean changed() {
        return !changed.isEmpty();
    }

    /** Whether it was not there when it was looked for. */
    boolean isNew() {
        return isNew;
    }

    boolean isEmpty() {
        Entry entry = new Entry();
        for (entry.first(); entry.there(); entry.next()) {
            if (!changed.containsKey(entry.number)) {
                return false;
            }
        }
        return changed.values().stream().allMatch(KeptState::isNothing);
    }

    long storedDue() {
        return storedDue;
    }

    /** The first due of its states, of those versions that are asked; or {@link Times#NEVER}. */
    long due(IntPredicate asked) {
        long first = Times.NEVER;
        Entry entry = new Entry();
        for (entry.first(); entry.there(); entry.next()) {
            if (entry.due < first && !changed.containsKey(entry.number) && asked.test(entry.number)) {
                first = entry.due;
            }
        }
        for (Map.Entry<Integer, KeptState> state : changed.entrySet()) {
            if (state.getValue().due() < first && asked.test(state.getKey())) {
                first = state.getValue().due();
            }
        }
        return first;
    }

    /**
     * A due that is early enough: where the stored one is, it stays, since a column with an index is costly to change. That
     * one speaks for what is not put anew, also for what nobody asks, as while it is paused.
     */
    long earlyDue() {
        return changed.values().stream().mapToLong(KeptState::due).reduce(storedDue, Math::min);
    }

    /** A place in what is stored. */
    private final class Entry {
        private final ByteBuffer in = ByteBuffer.wrap(stored);
        private int start;
        private int number;
        private long due;
        private int head;
        private int end;

        void first() {
            end = 1;
            next();
        }

        void next() {
            start = end;
            if (there()) {
                number = in.getInt(start);
                int length = in.getInt(start + Integer.BYTES);
                head = start + 2 * Integer.BYTES + (length < 0 ? Long.BYTES : 0);
                due = length < 0 ? in.getLong(start + 2 * Integer.BYTES) : Times.NEVER;
                end = head + Math.abs(length);
            }
        }

        boolean there() {
            return start < stored.length;
        }

        KeptState state() {
            return new KeptState(Arrays.copyOfRange(stored, head, end), due);
        }
    }
}
