package io.beton.hypothesis.taxonomy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of an event's name, whichever way they are joined: {@code userSignedUp} is "user signed up". */
public record EventWords(String text) {
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern JOINTS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Words that tell of something that only leads to the thing, or of its failure. */
    private static final Set<String> NOT_THE_THING = Set.of(
            "abandoned",
            "attempt",
            "attempted",
            "banner",
            "began",
            "begin",
            "blog",
            "button",
            "clicked",
            "click",
            "declined",
            "dialog",
            "dismissed",
            "email",
            "error",
            "failed",
            "failure",
            "form",
            "hover",
            "initiated",
            "intent",
            "link",
            "modal",
            "newsletter",
            "notification",
            "opened",
            "page",
            "popup",
            "prompt",
            "refunded",
            "rejected",
            "reminder",
            "requested",
            "screen",
            "seen",
            "sent",
            "shown",
            "skipped",
            "start",
            "started",
            "step",
            "view",
            "viewed",
            "visited");

    public static EventWords of(String event) {
        String parted = CAMEL.matcher(event).replaceAll(" ");
        return new EventWords(JOINTS.matcher(parted).replaceAll(" ").trim().toLowerCase(Locale.ROOT));
    }

    /** Whether the phrase stands in the name, and no word beside it says that something else happened. */
    public boolean tellsOf(String phrase, Set<String> elsewhere) {
        return beside(phrase)
                .map(rest -> Stream.concat(NOT_THE_THING.stream(), elsewhere.stream())
                        .noneMatch(word -> has(rest, word)))
                .orElse(false);
    }

    private Optional<String> beside(String phrase) {
        return has(text, phrase) ? Optional.of((" " + text + " ").replace(" " + phrase + " ", "  ")) : Optional.empty();
    }

    private static boolean has(String text, String phrase) {
        return (" " + text + " ").contains(" " + phrase + " ");
    }
}
