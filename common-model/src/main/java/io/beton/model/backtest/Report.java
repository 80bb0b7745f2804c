package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;

/**
 * The measured numbers of one backtest of one hypothesis version.
 *
 * @param full the headline: all observations of the window; its members stand beside the others in JSON
 * @param readAt when the source was read; late events can make a later reading differ
 * @param immature observations whose horizon was not over
 * @param alreadyConverted observations whose outcome came before the landmark
 * @param reasons why the verdict is what it is, a sentence each
 * @param warnings what a reader of the numbers must know
 */
public record Report(
        RequestId requestId,
        int version,
        Instant asOf,
        int windowDays,
        Instant readAt,
        @JsonUnwrapped Measures full,
        double qValue,
        int tried,
        long immature,
        long alreadyConverted,
        Measures discovery,
        Measures holdout,
        Verdict verdict,
        List<String> reasons,
        List<String> warnings) {
    public Report {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }
}
