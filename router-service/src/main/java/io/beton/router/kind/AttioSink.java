package io.beton.router.kind;

import io.beton.router.outgoing.Answer;
import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.Rate;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkMembers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes to the record that a signal is about, in Attio: attributes that no person edited, a list entry, a note
 * (requests: {@link AttioRequests}).
 *
 * <p>Reads: the record's values and who gave them, and its notes. Writes: the record, its entry, its note. On failure:
 * a result, by the status of the request that failed; what was done before it is done again and changes nothing.
 */
@Singleton
final class AttioSink implements Sink {
    /** 25 writes a second (https://docs.attio.com/rest-api/guides/rate-limiting), at most 3 each. */
    private static final Rate RATE = new Rate(4, Duration.ofMillis(250));

    private static final String RECORD = "{record_id}";

    private final SinkClient client;

    AttioSink(SinkClient client) {
        this.client = client;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.ATTIO;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return AttioMembers.class;
    }

    @Override
    public Rate rate() {
        return RATE;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        AttioMembers members = binding.members(AttioMembers.class);
        AttioRequests requests = new AttioRequests(members, binding.fields(), signals.get(0));
        if (!requests.identified()) {
            return new AttemptResult.Refused(OptionalInt.empty(), members.form().missing());
        }
        try (Conversation conversation = client.begin()) {
            Answer record = record(conversation, requests);
            String id = record.body().at("/data/id/record_id").asText();
            Answer last = record;
            if (last.ok() && id.isEmpty()) {
                return AttemptResult.TryAgain.unread();
            }
            if (last.ok() && members.list().isPresent()) {
                last = conversation.send(requests.putOnList(id, members.list().get()));
            }
            Optional<NoteOnce> note = requests.note(id);
            if (last.ok() && note.isPresent()) {
                last = note.get().add(conversation);
            }
            return last.result();
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        AttioMembers members = binding.members(AttioMembers.class);
        AttioRequests requests = new AttioRequests(members, binding.fields(), signal);
        List<Preview> all = new ArrayList<>();
        all.add(requests.find().preview());
        all.add(requests.assertNew().preview());
        members.list()
                .ifPresent(list -> all.add(requests.putOnList(RECORD, list).preview()));
        requests.note(RECORD).ifPresent(note -> all.addAll(note.preview()));
        return all;
    }

    private static Answer record(Conversation conversation, AttioRequests requests) {
        Answer found = conversation.send(requests.find());
        if (!found.ok()) {
            return found;
        }
        return found.body().path("data").isArray()
                ? conversation.send(requests.assertRecord(found.body().at("/data/0/values")))
                : new Answer(AttemptResult.TryAgain.unread(), found.body());
    }
}
