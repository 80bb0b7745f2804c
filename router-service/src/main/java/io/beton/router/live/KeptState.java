package io.beton.router.live;

import io.beton.model.match.Times;
import java.util.Arrays;

/**
 * A subject's state as it is stored.
 *
 * @param bytes in the form of {@link StateCodec}; none where nothing needs to be kept
 * @param due see {@link Judgement#due}
 */
record KeptState(byte[] bytes, long due) {
    static final KeptState NOTHING = new KeptState(new byte[0], Times.NEVER);

    static KeptState of(Judgement judgement) {
        return judgement.after() instanceof SubjectState.Open open && open.isEmpty()
                ? NOTHING
                : new KeptState(StateCodec.write(judgement.after()), judgement.due());
    }

    SubjectState state() {
        return isNothing() ? new SubjectState.Open(new Evidence()) : StateCodec.read(bytes);
    }

    boolean isNothing() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptState that && due == that.due && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Long.hashCode(due);
    }
}
