package io.beton.hypothesis.lifecycle;

import java.util.Optional;

/**
 * What a person says with a step; everything can be left out.
 *
 * @param by the person's name, as given
 * @param override approves although the verdict is not `passed`; then a comment must say why
 * @param backfill of an approval, or of going on after a pause: whether who fired before it is signalled too
 */
record Decision(Optional<String> by, Optional<String> comment, Optional<Boolean> override, Optional<Boolean> backfill) {
    private static final String UNNAMED = "unnamed";
    static final Decision SILENT = new Decision(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    String who() {
        return by.filter(name -> !name.isBlank()).orElse(UNNAMED);
    }

    boolean overrides() {
        return override.orElse(false);
    }

    boolean backfills() {
        return backfill.orElse(false);
    }

    boolean explained() {
        return comment.filter(text -> !text.isBlank()).isPresent();
    }
}
