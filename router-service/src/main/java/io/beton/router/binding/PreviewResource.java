package io.beton.router.binding;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.signal.SignalStore;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkStore;
import io.beton.router.sink.Sinks;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Shows what a binding would send for a signal; nothing is sent. */
@Path("/api/v1/sinks/{id}/preview")
public final class PreviewResource {
    private final SinkStore bindings;
    private final SignalStore signals;
    private final Sinks sinks;
    private final Database database;

    PreviewResource(SinkStore bindings, SignalStore signals, Sinks sinks, Database database) {
        this.bindings = bindings;
        this.signals = signals;
        this.sinks = sinks;
        this.database = database;
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    public Shown preview(@PathParam("id") String id, Which which) {
        return database.transaction(connection -> {
            SinkBinding binding = bindings.find(connection, new SinkId(id)).orElseThrow(() -> SinkResource.unknown(id));
            Signal signal = signals.find(connection, Optional.ofNullable(which).flatMap(Which::signalId))
                    .orElseThrow(() -> HttpProblem.valueOf(
                            Response.Status.NOT_FOUND,
                            "there is no such signal to show; without `signal_id` the latest"));
            return new Shown(
                    signal.signalId(),
                    binding.filter().matches(signal),
                    sinks.of(binding.kind()).preview(IdentifiedSignal.shown(signal, binding.wanted()), binding));
        });
    }

    /** For which signal; for the latest where none is named. */
    record Which(Optional<SignalId> signalId) {
        Which {
            signalId = signalId == null ? Optional.empty() : signalId;
        }
    }

    /** What would be sent. @param matches whether the signal is one that this binding gets */
    record Shown(SignalId signalId, boolean matches, List<Preview> requests) {}
}
