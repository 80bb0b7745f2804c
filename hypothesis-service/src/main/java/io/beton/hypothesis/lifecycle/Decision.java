package io.beton.hypothesis.lifecycle;

import java.util.Optional;

/**
 * What a person sends with a step; everything can be left out.
 *
 * @param by the person's name, where access control does not know who calls
 * @param override approves although the verdict is not `passed`; then a comment must say why
 * @param backfill of an approval, or of going on after a pause: whether who fired before it is signalled too
 * @param version the version that the person was looking at; the step is refused if it is another by now
 */
record Decision(
        Optional<String> by,
        Optional<String> comment,
        Optional<Boolean> override,
        Optional<Boolean> backfill,
        Optional<Integer> version) {
    static final Decision SILENT =
            new Decision(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
