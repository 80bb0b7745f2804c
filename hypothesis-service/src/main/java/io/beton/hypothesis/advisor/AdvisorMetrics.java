package io.beton.hypothesis.advisor;

import dev.langchain4j.model.output.TokenUsage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;

/** Counts what was asked, and what the endpoint says that it took; an answer that is of no use is paid for too. */
final class AdvisorMetrics {
    private static final double MILLION = 1_000_000;

    private final MeterRegistry meters;
    private final AdvisorConfig.Price price;

    AdvisorMetrics(MeterRegistry meters, AdvisorConfig.Price price) {
        this.meters = meters;
        this.price = price;
    }

    void called(CallResult result) {
        meters.counter("beton.advisor.calls", "result", result.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void spent(TokenUsage usage) {
        if (usage != null) {
            spent("input", usage.inputTokenCount(), price.input());
            spent("output", usage.outputTokenCount(), price.output());
        }
    }

    private void spent(String kind, Integer tokens, Optional<Double> perMillion) {
        if (tokens != null && tokens > 0) {
            meters.counter("beton.advisor.tokens", "kind", kind).increment(tokens);
            perMillion.ifPresent(cost -> meters.counter("beton.advisor.cost").increment(tokens * cost / MILLION));
        }
    }
}
