package io.beton.hypothesis.advisor;

import io.beton.model.hypothesis.Claim;
import java.util.List;
import java.util.Optional;

/**
 * What became of one question: claims to be tried like all others, and what was refused.
 *
 * @param failure why there is no advice; a search goes on without it
 */
public record Advice(List<Suggestion> suggestions, List<Refusal> refused, Optional<String> failure) {

    public Advice {
        suggestions = List.copyOf(suggestions);
        refused = List.copyOf(refused);
    }

    public List<Claim> claims() {
        return suggestions.stream().map(Suggestion::claim).toList();
    }

    public static Advice failed(String why) {
        return new Advice(List.of(), List.of(), Optional.of(why));
    }

    /**
     * A claim in the language, of names that the connection has.
     *
     * @param modelRationale what the model says of it, in the model's words, which nobody checked
     */
    public record Suggestion(Claim claim, Optional<String> modelRationale) {}

    /**
     * A part of the answer that was not taken.
     *
     * @param proposal its beginning, as the model wrote it
     */
    public record Refusal(String proposal, String reason) {}
}
