package io.beton.ingest.limit;

import io.beton.kit.store.StoreFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Shows how much room the projects have that this process reads, asked anew whenever somebody looks. */
@ApplicationScoped
class LimitGauges {
    private final LimitStore store;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Set<PostHogProject> shown = ConcurrentHashMap.newKeySet();

    LimitGauges(LimitStore store, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    /** Nothing that only a person tries, of whose addresses there is no end. */
    void show(PostHogProject project, Priority priority) {
        if (priority == Priority.PERSON || !shown.add(project)) {
            return;
        }
        Tags tags = Tags.of("host", project.host(), "project", project.id());
        requests(project, tags.and("window", "minute"), LimitsView::thisMinute);
        requests(project, tags.and("window", "hour"), LimitsView::thisHour);
        gauge(
                "beton.posthog.budget.remaining.bytes",
                project,
                tags,
                view -> view.bytesLeft().map(Long::doubleValue).orElse(Double.NaN));
    }

    private void requests(PostHogProject project, Tags tags, Function<LimitsView, LimitsView.Requests> read) {
        gauge(
                "beton.posthog.requests.left",
                project,
                tags,
                view -> read.apply(view).left());
        gauge(
                "beton.posthog.requests.allowed",
                project,
                tags,
                view -> read.apply(view).of());
    }

    private void gauge(String name, PostHogProject project, Tags tags, ToDoubleFunction<LimitsView> read) {
        meters.gauge(name, tags, project, shownProject -> value(shownProject, read));
    }

    private double value(PostHogProject project, ToDoubleFunction<LimitsView> read) {
        try {
            return read.applyAsDouble(store.view(project, clock.instant()));
        } catch (StoreFailure e) {
            return Double.NaN;
        }
    }
}
