package io.beton.hypothesis.proposal;

import io.beton.model.hypothesis.Claim;
import java.util.List;

/**
 * Claims that come from elsewhere, to be tried with all others.
 *
 * @param refused what could not be taken, and why
 */
public record Suggestions(List<Claim> claims, List<Refused> refused) {
    public static final Suggestions NONE = new Suggestions(List.of(), List.of());

    public Suggestions {
        claims = List.copyOf(claims);
        refused = List.copyOf(refused);
    }

    /** @param suggestion as it came */
    public record Refused(String suggestion, String reason) {}
}
