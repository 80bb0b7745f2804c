package io.beton.router.kind;

import io.beton.model.id.SignalId;
import io.beton.router.outgoing.Answer;
import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Preview;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A note of a signal on a record of a CRM, which is added unless an attempt whose answer was lost has added it.
 *
 * @param find asks for the notes among which it would be
 * @param notes where they stand in the answer
 * @param text where in a note the signal's id stands
 */
record NoteOnce(SignalId signal, Outgoing find, String notes, String text, Outgoing create) {

    Answer add(Conversation conversation) {
        Answer found = conversation.send(find);
        boolean there = StreamSupport.stream(found.body().path(notes).spliterator(), false)
                .anyMatch(note -> note.at(text).asText().contains(signal.value()));
        if (!found.ok() || there) {
            return found;
        }
        return found.body().path(notes).isArray()
                ? conversation.send(create)
                : new Answer(AttemptResult.TryAgain.unread(), found.body());
    }

    List<Preview> preview() {
        return List.of(find.preview(), create.preview());
    }
}
