package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.draft.WrittenTexts;
import java.util.Optional;

/**
 * What somebody decides: who it is, why, and what they were looking at.
 *
 * @param override approves although the verdict is not `passed`; then a comment must say why
 * @param backfill of an approval, or of going on after a pause: whether who fired before it is signalled too
 */
record Review(String who, Optional<String> comment, boolean override, boolean backfill, Seen seen) {

    Review {
        comment = WrittenTexts.comment(comment);
    }

    static Review of(String who, Decision decision, Optional<String> ifMatch) {
        return new Review(
                who,
                decision.comment(),
                decision.override().orElse(false),
                decision.backfill().orElse(false),
                new Seen(decision.version(), ifMatch));
    }

    /** Without an approval in it. */
    static Review of(String who, Optional<String> comment, Seen seen) {
        return new Review(who, comment, false, false, seen);
    }

    boolean explained() {
        return comment.filter(text -> !text.isBlank()).isPresent();
    }
}
