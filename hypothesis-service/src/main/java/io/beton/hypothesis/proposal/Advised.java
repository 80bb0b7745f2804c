package io.beton.hypothesis.proposal;

import io.beton.hypothesis.advisor.Advice;
import io.beton.hypothesis.sentence.ClaimSentence;
import io.beton.model.id.HypothesisId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the language model was asked for an exploration came to, for a person to see.
 *
 * @param tried what it suggested, which is counted and judged like all other candidates
 * @param failure why the exploration had to do without
 */
record Advised(List<Suggested> tried, List<Advice.Refusal> refused, Optional<String> failure) {

    Advised {
        tried = List.copyOf(tried);
        refused = List.copyOf(refused);
    }

    /**
     * @param hypothesisId the name it has if it becomes a finalist
     * @param hypothesis our sentence, made of the claim
     * @param modelRationale what the model says of it, which nobody checked
     */
    record Suggested(HypothesisId hypothesisId, String hypothesis, Optional<String> modelRationale) {}

    /** Suggestions stand before all other candidates. */
    static Advised of(ExplorationId id, Advice advice) {
        List<Suggested> tried = IntStream.range(0, advice.suggestions().size())
                .mapToObj(i -> suggested(id.candidate(i), advice.suggestions().get(i)))
                .toList();
        return new Advised(tried, advice.refused(), advice.failure());
    }

    private static Suggested suggested(HypothesisId id, Advice.Suggestion suggestion) {
        return new Suggested(id, ClaimSentence.of(suggestion.claim()), suggestion.modelRationale());
    }
}
