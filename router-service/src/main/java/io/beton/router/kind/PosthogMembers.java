package io.beton.router.kind;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Subject;
import io.beton.model.signal.Signal;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Secret;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.Template;
import java.util.Optional;

/**
 * Which PostHog project is told.
 *
 * @param projectToken the project's token ({@code phc_...}), which may only write
 * @param as an event of the subject, or properties of it
 * @param event what the event is called
 * @param distinctId by which id the project knows the person
 * @param baseUrl the region's capture address
 */
public record PosthogMembers(Secret projectToken, As as, String event, Template distinctId, String baseUrl)
        implements SinkMembers {
    private static final String US_CLOUD = "https://us.i.posthog.com";
    private static final String USUAL_EVENT = "beton_signal";

    public PosthogMembers {
        InvalidMember.require(projectToken, "project_token");
        as = as == null ? As.EVENT : as;
        event = event == null ? USUAL_EVENT : InvalidMember.requireText(event, "event");
        InvalidMember.check(
                !event.startsWith("$"), "event", "`event` must not begin with `$`: such names are PostHog's own");
        distinctId = distinctId == null ? Template.SUBJECT : distinctId;
        baseUrl = baseUrl == null ? US_CLOUD : baseUrl;
    }

    @Override
    public void check(AddressGuard guard, FieldMapping fields) {
        guard.check(baseUrl, "base_url");
        InvalidMember.check(
                as == As.EVENT || !fields.isEmpty(),
                "fields",
                "`fields` must name at least one property, where signals are told as properties");
    }

    @Override
    public Optional<Template> knownBy() {
        return Optional.of(distinctId);
    }

    /** Groups have no distinct id; an event of a group goes by its key. */
    @Override
    public Optional<Template> knownBy(Signal signal) {
        boolean person = signal.subject().kind() == Subject.Kind.PERSON;
        return Optional.of(person || !distinctId.wanted().distinctId() ? distinctId : Template.SUBJECT);
    }

    /** What becomes of a signal. */
    public enum As {
        @JsonProperty("event")
        EVENT,
        @JsonProperty("property")
        PROPERTY
    }
}
