package io.beton.router.binding;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.beton.model.id.SinkId;
import io.beton.router.kind.WebhookMembers;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkStore;
import io.beton.router.sink.WebhookSecret;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Changes the secret of a webhook; for a while its messages carry the signatures of both. */
@Path("/api/v1/sinks/{id}/secret")
public final class SinkSecretResource {
    private final SinkStore sinks;
    private final Database database;
    private final Clock clock;

    SinkSecretResource(SinkStore sinks, Database database, Clock clock) {
        this.sinks = sinks;
        this.database = database;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    public void rotate(@PathParam("id") String id, Rotation rotation) {
        InvalidMember.require(rotation, "secret");
        database.transaction(connection -> {
            SinkBinding binding =
                    sinks.findLocked(connection, new SinkId(id)).orElseThrow(() -> SinkResource.unknown(id));
            if (binding.kind() != SinkKind.WEBHOOK) {
                throw HttpProblem.valueOf(Response.Status.CONFLICT, "only a webhook signs what it sends");
            }
            Instant until = clock.instant().plus(rotation.overlap());
            SinkBinding rotated =
                    binding.with(binding.members(WebhookMembers.class).rotated(rotation.secret(), until));
            sinks.missing(rotated).ifPresent(missing -> {
                throw HttpProblem.valueOf(Response.Status.CONFLICT, missing);
            });
            return sinks.change(connection, rotated);
        });
    }

    /** What a person says of the change. @param overlap how long the secret of before is used besides */
    record Rotation(WebhookSecret secret, Duration overlap) {
        private static final Duration USUAL = Duration.ofDays(1);
        private static final Duration LONGEST = Duration.ofDays(30);

        Rotation {
            InvalidMember.require(secret, "secret");
            overlap = overlap == null ? USUAL : overlap;
            InvalidMember.check(
                    !overlap.isNegative() && overlap.compareTo(LONGEST) <= 0,
                    "overlap",
                    "`overlap` must be a duration of at most 30 days, such as `PT24H`");
        }
    }
}
