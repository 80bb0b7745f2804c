package io.beton.hypothesis.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import java.util.Map;
import java.util.Optional;

/** Bounds what people write, so that it can be kept, told and read; what is too much, or no text, is a 400. */
public final class WrittenTexts {
    private static final int LONGEST_SENTENCE = 500;
    private static final int LONGEST_COMMENT = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VALUE = 1_000;
    /** Every version that was tested is asked for with the present one, in one record. */
    private static final int LONGEST_CLAIM = 16_000;

    private WrittenTexts() {}

    static void check(Hypothesis written) {
        bounded("hypothesis", written.hypothesis(), LONGEST_SENTENCE);
        InvalidMember.check(
                written.hypothesis().chars().noneMatch(Character::isISOControl),
                "hypothesis",
                "`hypothesis` is one sentence in one line");
        each("condition", Json.mapper().valueToTree(written.condition()));
        each("design", Json.mapper().valueToTree(written.design()));
        InvalidMember.check(
                Json.text(written.claim()).length() <= LONGEST_CLAIM,
                "condition",
                "condition and design together are longer than " + LONGEST_CLAIM
                        + " characters; give fewer values, or make it several hypotheses");
    }

    public static Optional<String> comment(Optional<String> comment) {
        comment.ifPresent(text -> bounded("comment", text, LONGEST_COMMENT));
        return comment;
    }

    public static Optional<String> name(Optional<String> by) {
        by.ifPresent(text -> bounded("by", text, LONGEST_NAME));
        return by;
    }

    private static void each(String member, JsonNode node) {
        if (node.isTextual()) {
            bounded(member, node.textValue(), LONGEST_VALUE);
        }
        for (Map.Entry<String, JsonNode> inside : node.properties()) {
            each(member + "." + inside.getKey(), inside.getValue());
        }
        for (int place = 0; node.isArray() && place < node.size(); place++) {
            each(member + "." + place, node.get(place));
        }
    }

    private static void bounded(String member, String text, int longest) {
        InvalidMember.check(
                text.length() <= longest, member, "`" + member + "` is longer than " + longest + " characters");
        InvalidMember.check(
                text.codePoints().allMatch(WrittenTexts::isText),
                member,
                "`" + member + "` has a character in it that is no text, such as U+0000 or half of a pair");
    }

    private static boolean isText(int character) {
        boolean layout = character == '\n' || character == '\r' || character == '\t';
        return layout || !(Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
    }
}
