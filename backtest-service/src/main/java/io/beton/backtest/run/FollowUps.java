package io.beton.backtest.run;

import io.beton.kit.trace.Cause;
import io.beton.model.backtest.HistoryRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The requests that ask of a history which was read for another, and how far one partition has settled them: its place
 * among them is told to the next owner, who settles none of them again.
 */
final class FollowUps {
    private static final String MARK = "asked:";

    private final Surroundings.Requests requests;
    /** On the topic of requests; what stands before it is settled. */
    private long from;

    private final Set<Long> settled = new HashSet<>();

    /** @param note of the former owner of the partition */
    FollowUps(String note, Surroundings.Requests requests) {
        this.requests = requests;
        this.from = note.startsWith(MARK) ? Long.parseLong(note.substring(MARK.length(), end(note))) : 0;
    }

    /** One of them, with its place on the topic of requests, and what it came of. */
    record FollowUp(long offset, HistoryRequest request, Cause cause) {}

    /** Those that wait for an answer, in the order in which they were asked. */
    List<FollowUp> due() {
        if (requests.endsBefore(from)) {
            // the topic was made anew: a place on the former one says nothing of this
            from = 0;
            settled.clear();
        }
        return open();
    }

    private List<FollowUp> open() {
        return requests.followUps(from).stream()
                .filter(followUp -> !settled.contains(followUp.offset()))
                .toList();
    }

    /** It has its answer, which is acknowledged. */
    void settle(FollowUp done) {
        settled.add(done.offset());
        List<FollowUp> left = open();
        from = left.isEmpty() ? latest() + 1 : left.get(0).offset();
        settled.removeIf(offset -> offset < from);
    }

    /** For the next owner, in front of what else it is told. */
    String note(String rest) {
        return from == 0 ? rest : (MARK + from + " " + rest).strip();
    }

    /** What else a note tells. */
    static String rest(String note) {
        return note.startsWith(MARK) ? note.substring(end(note)).strip() : note;
    }

    private long latest() {
        return settled.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static int end(String note) {
        int space = note.indexOf(' ');
        return space < 0 ? note.length() : space;
    }
}
