package io.beton.kit.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Whether this service is traced. Reached as loggers are, from everywhere: what is traced is the work of the present thread.
 */
@ApplicationScoped
public class Tracing {
    private static volatile Optional<Tracer> tracer = Optional.empty();

    /** Before any loop begins. While it is off nothing of OpenTelemetry is touched. */
    void start(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            Config config,
            Instance<OpenTelemetry> telemetry) {
        boolean off = config.getValue("quarkus.otel.sdk.disabled", Boolean.class);
        use(off ? Optional.empty() : Optional.of(telemetry.get()));
    }

    static void use(Optional<OpenTelemetry> telemetry) {
        tracer = telemetry.map(sdk -> sdk.getTracer("io.beton"));
    }

    static boolean on() {
        return tracer.isPresent();
    }

    static Optional<Tracer> tracer() {
        return tracer;
    }
}
