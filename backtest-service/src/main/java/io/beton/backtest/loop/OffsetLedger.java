package io.beton.backtest.loop;

import io.beton.model.id.RequestId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says how far one partition may be committed while several requests lie on it, interleaved.
 *
 * <p>The committed offset is never beyond the first record of an open request, and never inside a finished one, so who
 * reads on from there meets every request either whole or not at all.
 */
public final class OffsetLedger {
    /** Kafka keeps 4096 bytes beside an offset by default. */
    private static final int LONGEST_NOTE = 3000;

    private static final int MOST_FINISHED = 1000;

    private final Map<RequestId, Long> open = new HashMap<>();
    private final Set<RequestId> finished = new LinkedHashSet<>();
    private final List<Span> spans = new ArrayList<>();

    /** Goes on where a former owner of the partition left this note. */
    public OffsetLedger(String note) {
        for (String request : note.split(" ")) {
            if (!request.isEmpty()) {
                finished.add(new RequestId(request));
            }
        }
    }

    /** A request begins at this offset, or begins anew. */
    public void opened(RequestId request, long offset) {
        open.put(request, offset);
    }

    /** A request that was open is done, its results acknowledged; its last record was at this offset. */
    public void finished(RequestId request, long offset) {
        spans.add(new Span(open.remove(request), offset));
        finished.remove(request);
        finished.add(request);
        if (finished.size() > MOST_FINISHED) {
            finished.remove(finished.iterator().next());
        }
    }

    public boolean isFinished(RequestId request) {
        return finished.contains(request);
    }

    public long committable(long position) {
        long commit = open.values().stream().mapToLong(Long::longValue).reduce(position, Math::min);
        for (long before = Long.MAX_VALUE; commit < before; ) {
            before = commit;
            commit = outside(commit);
        }
        long committed = commit;
        spans.removeIf(span -> span.last < committed);
        return commit;
    }

    /** The requests that were finished last, as many as fit. */
    public String note() {
        List<RequestId> latestFirst = new ArrayList<>(finished);
        Collections.reverse(latestFirst);
        StringBuilder note = new StringBuilder();
        for (RequestId request : latestFirst) {
            if (note.length() + request.value().length() >= LONGEST_NOTE) {
                break;
            }
            note.insert(0, request.value() + " ");
        }
        return note.toString().strip();
    }

    private long outside(long offset) {
        return spans.stream()
                .filter(span -> span.first < offset && offset <= span.last)
                .mapToLong(Span::first)
                .reduce(offset, Math::min);
    }

    private record Span(long first, long last) {}
}
