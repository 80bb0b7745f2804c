package io.beton.hypothesis.lifecycle;

import io.beton.model.InvalidMember;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/**
 * Whether something is only tried: said plainly, since whoever is misunderstood has stored it. It is read from the
 * address itself, for a parameter that is there without a value passes for one that is not.
 */
final class DryRun {
    static final String NAME = "dry_run";
    private static final String YES = "true";
    private static final String NO = "false";

    private DryRun() {}

    static boolean asked(UriInfo address) {
        List<String> said = address.getQueryParameters().getOrDefault(NAME, List.of(NO));
        InvalidMember.check(
                said.equals(List.of(YES)) || said.equals(List.of(NO)),
                NAME,
                "`dry_run` must be true or false, not `" + String.join(", ", said) + "`");
        return said.equals(List.of(YES));
    }
}
