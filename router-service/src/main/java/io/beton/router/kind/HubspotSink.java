package io.beton.router.kind;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Writes to the contact or company that a signal is about, in HubSpot: properties, and a note where one is wanted
 * (requests: {@link HubspotRequests}).
 *
 * <p>Reads: whether the company and the note are there. Writes: the record, then its note. On failure: a result, by the
 * status of the request that failed; what was done before it is done again and changes nothing, for records are found
 * by their identity and a note by the signal's id.
 */
@Singleton
final class HubspotSink implements Sink {
    /**
     * 100 requests in 10 s (https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines), at most 4
     * each.
     */
    private static final Rate RATE = new Rate(12, Duration.ofMillis(800));

    private static final String RECORD = "{record_id}";

    private final SinkClient client;

    HubspotSink(SinkClient client) {
        this.client = client;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.HUBSPOT;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return HubspotMembers.class;
    }

    @Override
    public Rate rate() {
        return RATE;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        HubspotMembers members = binding.members(HubspotMembers.class);
        HubspotRequests requests = new HubspotRequests(members, binding.fields(), signals.get(0));
        if (!requests.identified()) {
            return new AttemptResult.Refused(
                    OptionalInt.empty(), members.object().identity().missing());
        }
        try (Conversation conversation = client.begin()) {
            Answer record = members.object() == HubspotMembers.Type.CONTACT
                    ? conversation.send(requests.upsertContact())
                    : company(conversation, requests);
            if (record.ok() && record.body().path("numErrors").asInt() > 0) {
                return new AttemptResult.Refused(record.result().status(), "the record was not accepted");
            }
            String id = id(record.body());
            Optional<NoteOnce> note = requests.note(id);
            if (!record.ok() || note.isEmpty()) {
                return record.result();
            }
            return id.isEmpty() ? unread() : note.get().add(conversation).result();
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        HubspotMembers members = binding.members(HubspotMembers.class);
        HubspotRequests requests = new HubspotRequests(members, binding.fields(), signal);
        List<Preview> all = new ArrayList<>();
        if (members.object() == HubspotMembers.Type.CONTACT) {
            all.add(requests.upsertContact().preview());
        } else {
            all.add(requests.findCompany().preview());
            all.add(requests.createCompany().preview());
        }
        requests.note(RECORD).ifPresent(note -> all.addAll(note.preview()));
        return all;
    }

    private static Answer company(Conversation conversation, HubspotRequests requests) {
        Answer found = conversation.send(requests.findCompany());
        if (!found.ok()) {
            return found;
        }
        if (!found.body().has("results")) {
            return new Answer(unread(), found.body());
        }
        String id = id(found.body());
        return conversation.send(id.isEmpty() ? requests.createCompany() : requests.updateCompany(id));
    }

    /** Of a record itself, or of the first of several. */
    private static String id(JsonNode answer) {
        return answer.has("id")
                ? answer.path("id").asText()
                : answer.at("/results/0/id").asText();
    }

    private static AttemptResult unread() {
        return AttemptResult.TryAgain.unread();
    }
}
