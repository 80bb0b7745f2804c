package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * What one look at the signals of a live hypothesis found.
 *
 * @param bar the precision that they are judged by
 * @param confidence of the intervals that are judged
 * @param all of every signal that was looked at; its members stand beside the others in JSON
 * @param spans of the first ones of the watch, the shortest span first; the last is all
 * @param fallen the longest span that lies below the bar, where there is one
 */
public record Realised(
        DriftVerdict verdict,
        double bar,
        double confidence,
        @JsonUnwrapped Tally all,
        List<Tally> spans,
        Optional<Tally> fallen) {
    public Realised {
        spans = List.copyOf(spans);
    }
}
