package io.beton.model.signal;

import io.beton.model.id.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who met a hypothesis before its approval, or in a pause; a page of them.
 *
 * @param nextCursor where to go on; absent at the end
 * @param warm whether the history of all subjects has been read, so that nobody of it is missing; before that pages can miss
 *     whom another instance finds at the same time, so only a listing whose first page says so is complete
 */
public record Members(List<Member> items, Optional<String> nextCursor, boolean warm) {

    public Members {
        items = List.copyOf(items);
    }

    /**
     * One of them; what the subject is stands at the hypothesis.
     *
     * @param firedAt as in the signal of it, if there is one
     */
    public record Member(SubjectId subjectId, Instant firedAt) {}
}
