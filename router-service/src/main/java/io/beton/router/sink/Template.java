package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A text with members of a signal in braces, such as {@code Beton: {hypothesis}}.
 *
 * <p>One that is a single member and nothing else keeps the type of its value.
 */
@Schema(implementation = String.class)
public record Template(@JsonValue String text) {
    private static final Pattern MEMBER = Pattern.compile("\\{([^{}]*)}");
    private static final String NOTHING = "-";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "signal_id",
            "hypothesis_id",
            "hypothesis_version",
            "hypothesis",
            "type",
            "connection_id",
            "subject.kind",
            "subject.group_type",
            "subject.id",
            "confidence",
            "fired_at",
            "backtest.window_days",
            "backtest.precision",
            "backtest.recall",
            "backtest.lift_vs_baseline",
            "backtest.sample_size"));

    /** The id of the person or group: the only identity that is known of it. */
    public static final Template SUBJECT = new Template("{subject.id}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Template {
        InvalidMember.check(text != null && !text.isBlank(), "", "a field is a text such as `{hypothesis}`");
        MEMBER.matcher(text)
                .results()
                .map(found -> found.group(1))
                .forEach(member -> InvalidMember.check(
                        KNOWN.contains(member), "", "`{" + member + "}` is no member of a signal; there are " + KNOWN));
    }

    /** The value for a signal; nothing where the one member that it consists of is absent. */
    public Optional<JsonNode> of(Signal signal) {
        JsonNode members = Json.mapper().valueToTree(signal);
        Matcher single = MEMBER.matcher(text);
        if (single.matches()) {
            JsonNode value = value(members, single.group(1));
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        }
        return Optional.of(TextNode.valueOf(MEMBER.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(value(members, found.group(1)).asText(NOTHING)))));
    }

    /** The value as a text, empty where there is none. */
    public String textOf(Signal signal) {
        return of(signal).map(JsonNode::asText).orElse("");
    }

    private static JsonNode value(JsonNode members, String member) {
        JsonNode value = members.at("/" + member.replace('.', '/'));
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
