package io.beton.model.backtest;

import io.beton.model.InvalidMember;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.Optional;

/**
 * What candidates of a search came to on discovery, a run of them in the order of their request.
 *
 * @param from the place of the first of them in the request, from 0
 * @param total how many candidates the request has, so that a reader knows when it has all
 * @param failure why there are none; then {@code scores} is empty and stands for all candidates of the request
 */
public record SearchScores(RequestId requestId, int from, int total, List<Score> scores, Optional<String> failure) {
    public SearchScores {
        InvalidMember.require(requestId, "request_id");
        scores = scores == null ? List.of() : List.copyOf(scores);
        failure = failure == null ? Optional.empty() : failure;
        InvalidMember.check(
                from >= 0 && from + scores.size() <= total, "from", "scores stand within the candidates of a request");
        InvalidMember.check(
                scores.isEmpty() == failure.isPresent(), "scores", "there are either scores or the reason why not");
    }

    /** The same request, without scores, and why. */
    public SearchScores failed(String reason) {
        return new SearchScores(requestId, 0, total, List.of(), Optional.of(reason));
    }

    /**
     * One candidate's numbers on discovery, as a report would give them for it.
     *
     * @param support different subjects, by which a bar judges whether there is enough data
     * @param liftInterval absent where a logarithm is undefined
     * @param sketch the serialised Theta sketch, in Base64, of the subjects that fired; absent where not asked for
     */
    public record Score(Counts counts, Support support, Optional<Interval> liftInterval, Optional<String> sketch) {
        public Score {
            InvalidMember.require(counts, "counts");
            support = support == null ? Support.of(counts) : support;
            liftInterval = liftInterval == null ? Optional.empty() : liftInterval;
            sketch = sketch == null ? Optional.empty() : sketch;
        }
    }
}
