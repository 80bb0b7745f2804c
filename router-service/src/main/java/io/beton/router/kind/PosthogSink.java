package io.beton.router.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.router.outgoing.Answer;
import io.beton.router.outgoing.Conversation;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Hidden;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkMembers;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Captures a signal back into a PostHog project, as an event or as properties (POST /i/v0/e/,
 * https://posthog.com/docs/api/capture).
 *
 * <p>Reads: nothing. Writes: one POST a call. On failure: a result, by its status; a project over its billing limit
 * answers 200 and says that it dropped the event, which is tried again.
 */
@Singleton
final class PosthogSink implements Sink {
    private final SinkClient client;

    PosthogSink(SinkClient client) {
        this.client = client;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.POSTHOG;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return PosthogMembers.class;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        PosthogMembers members = binding.members(PosthogMembers.class);
        ObjectNode event = PosthogEvent.of(signals.get(0), binding);
        event.put("api_key", members.projectToken().reveal());
        try (Conversation conversation = client.begin()) {
            Answer answer = conversation.send(Outgoing.json("POST", url(members), event));
            return answer.ok() && answer.body().has("quota_limited")
                    ? new AttemptResult.TryAgain(
                            answer.result().status(), Optional.empty(), "dropped: over the project's billing limit")
                    : answer.result();
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        ObjectNode event = PosthogEvent.of(signal, binding).put("api_key", Hidden.HIDDEN);
        return List.of(Outgoing.json("POST", url(binding.members(PosthogMembers.class)), event)
                .preview());
    }

    private static URI url(PosthogMembers members) {
        return Outgoing.below(members.baseUrl(), "/i/v0/e/");
    }
}
