package io.beton.hypothesis.draft;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.beton.model.hypothesis.Hypothesis;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A hypothesis as a person wrote it, with what is known of it before it is tested; its members stand beside the others
 * in JSON.
 *
 * @param warnings what the person may have meant otherwise, a sentence each
 * @param estimate of what its backtest will read, over the usual window; absent while no volumes are known
 */
public record Draft(@JsonUnwrapped Hypothesis written, List<String> warnings, Optional<ReadEstimate> estimate) {
    public Draft {
        warnings = List.copyOf(warnings);
    }

    /** One in other words, of which nothing needs to be said. */
    public static Draft of(Hypothesis written) {
        WrittenTexts.check(written);
        return new Draft(written, List.of(), Optional.empty());
    }

    public Draft warning(String warning) {
        return new Draft(
                written, Stream.concat(warnings.stream(), Stream.of(warning)).toList(), estimate);
    }
}
