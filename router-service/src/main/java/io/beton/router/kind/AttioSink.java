package io.beton.router.kind;

import io.beton.model.signal.Signal;
import io.beton.router.outgoing.Answer;
import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
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
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

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
    public AttemptResult attempt(List<Signal> signals, SinkBinding binding) {
        Signal signal = signals.get(0);
        AttioMembers members = binding.members(AttioMembers.class);
        AttioRequests requests = new AttioRequests(members, binding.fields(), signal);
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
            if (last.ok() && members.note().isPresent()) {
                last = note(conversation, requests, id, signal, members);
            }
            return last.result();
        }
    }

    @Override
    public List<Preview> preview(Signal signal, SinkBinding binding) {
        AttioMembers members = binding.members(AttioMembers.class);
        AttioRequests requests = new AttioRequests(members, binding.fields(), signal);
        List<Preview> all = new ArrayList<>();
        all.add(requests.find().preview());
        all.add(requests.assertNew().preview());
        members.list()
                .ifPresent(list -> all.add(requests.putOnList(RECORD, list).preview()));
        members.note().ifPresent(text -> {
            all.add(requests.findNote(RECORD).preview());
            all.add(requests.createNote(RECORD, text).preview());
        });
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

    private static Answer note(
            Conversation conversation, AttioRequests requests, String record, Signal signal, AttioMembers members) {
        Answer found = conversation.send(requests.findNote(record));
        boolean there = StreamSupport.stream(found.body().path("data").spliterator(), false)
                .anyMatch(note ->
                        note.path("title").asText().contains(signal.signalId().value()));
        if (!found.ok() || there) {
            return found;
        }
        return found.body().path("data").isArray()
                ? conversation.send(requests.createNote(record, members.note().orElseThrow()))
                : new Answer(AttemptResult.TryAgain.unread(), found.body());
    }
}
