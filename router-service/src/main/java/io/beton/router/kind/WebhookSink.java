package io.beton.router.kind;

import io.beton.kit.trace.Cause;
import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Hidden;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkMembers;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts a signal to an address, signed as Standard Webhooks 1.0.0 says
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 *
 * <p>Reads: nothing. Writes: one POST a call. On failure: a result, by its status.
 */
@Singleton
final class WebhookSink implements Sink {
    private final SinkClient client;
    private final Clock clock;

    WebhookSink(SinkClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.WEBHOOK;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return WebhookMembers.class;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        try (Conversation conversation = client.begin()) {
            return conversation.send(traced(post(signals.get(0), binding))).result();
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        return List.of(post(signal, binding).preview());
    }

    /** A receiver that is traced too goes on with our trace; ids of traces say nothing else. */
    private static Outgoing traced(Outgoing post) {
        return Cause.present()
                .traceparent()
                .map(traceparent -> post.with(Cause.HEADER, traceparent))
                .orElse(post);
    }

    private Outgoing post(IdentifiedSignal signal, SinkBinding binding) {
        WebhookMembers members = binding.members(WebhookMembers.class);
        String id = signal.signal().signalId().value();
        Instant now = clock.instant();
        Outgoing post = Outgoing.json(
                        "POST", URI.create(members.url()), binding.fields().orWhole(signal))
                .with("webhook-id", id)
                .with("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        Optional<String> signatures = members.signatures(id, now, post.body().orElseThrow());
        if (signatures.isPresent()) {
            post = post.withHidden("webhook-signature", signatures.get(), "v1," + Hidden.HIDDEN);
        }
        if (members.basicAuth().isPresent()) {
            String header = members.basicAuth().get().header();
            post = post.withHidden("Authorization", header, "Basic " + Hidden.HIDDEN);
        }
        for (Map.Entry<String, Secret> header : members.headers().entrySet()) {
            post = post.withHidden(header.getKey(), header.getValue().reveal(), Hidden.HIDDEN);
        }
        return post;
    }
}
