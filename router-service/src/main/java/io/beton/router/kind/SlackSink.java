package io.beton.router.kind;

import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.Outgoing;
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
import java.net.URI;
import java.util.List;

/**
 * Tells a channel, many signals in one message where many wait
 * (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; one message a second,
 * https://docs.slack.dev/apis/web-api/rate-limits).
 *
 * <p>Reads: nothing. Writes: one POST a call. On failure: a result, by its status; an archived channel answers 410, a
 * removed webhook 404. Slack knows no id of a message: after a lost answer it is there twice.
 */
@Singleton
final class SlackSink implements Sink {
    private static final Rate RATE = Rate.perSecond(1);
    private static final int MOST_AT_ONCE = 20;

    private final SinkClient client;

    SlackSink(SinkClient client) {
        this.client = client;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.SLACK;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return SlackMembers.class;
    }

    @Override
    public Rate rate() {
        return RATE;
    }

    @Override
    public int mostAtOnce() {
        return MOST_AT_ONCE;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        try (Conversation conversation = client.begin()) {
            return conversation.send(post(signals, binding)).result();
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        return List.of(post(List.of(signal), binding).preview());
    }

    private static Outgoing post(List<IdentifiedSignal> signals, SinkBinding binding) {
        String url = binding.members(SlackMembers.class).url().reveal();
        return Outgoing.json("POST", URI.create(url), SlackMessage.of(signals, binding.fields()))
                .secretly();
    }
}
