package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A text with members of a signal in braces, such as {@code Beton: {hypothesis}}, or of its subject, which its source is
 * asked for at each attempt: {@code {subject.properties.email}}, {@code {subject.distinct_id}}.
 *
 * <p>One that is a single member and nothing else keeps the type of its value.
 */
@Schema(implementation = String.class)
public record Template(@JsonValue String text) {
    private static final Pattern MEMBER = Pattern.compile("\\{([^{}]*)}");
    private static final String NOTHING = "-";
    private static final int LONGEST_NAME = 200;
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
            Wanted.DISTINCT_ID,
            "confidence",
            "fired_at",
            "backtest.window_days",
            "backtest.precision",
            "backtest.recall",
            "backtest.lift_vs_baseline",
            "backtest.sample_size"));

    /** The id of the person or group: the only identity that is known without asking. */
    public static final Template SUBJECT = new Template("{subject.id}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Template {
        InvalidMember.check(text != null && !text.isBlank(), "", "a field is a text such as `{hypothesis}`");
        members(text)
                .forEach(member -> InvalidMember.check(
                        KNOWN.contains(member) || isProperty(member),
                        "",
                        "`{" + member + "}` is no member of a signal; there are " + KNOWN
                                + " and, with a property's name, `{subject.properties.email}`"));
    }

    /** What its subject's source has to be asked for. */
    public Wanted wanted() {
        return Wanted.all(members(text).map(Wanted::by).toList());
    }

    /** The first member that its subject's source did not say. */
    public Optional<String> lacking(IdentifiedSignal signal) {
        return members(text)
                .filter(member -> !Wanted.by(member).isNothing())
                .filter(member -> value(signal, member).isMissingNode())
                .findFirst();
    }

    /** The value for a signal; nothing where the one member that it consists of is absent. */
    public Optional<JsonNode> of(IdentifiedSignal signal) {
        Matcher single = MEMBER.matcher(text);
        if (single.matches()) {
            JsonNode value = value(signal, single.group(1));
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        }
        return Optional.of(TextNode.valueOf(MEMBER.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(value(signal, found.group(1)).asText(NOTHING)))));
    }

    /** The value as a text, empty where there is none. */
    public String textOf(IdentifiedSignal signal) {
        return of(signal).map(JsonNode::asText).orElse("");
    }

    private static Stream<String> members(String text) {
        return MEMBER.matcher(text).results().map(found -> found.group(1));
    }

    private static boolean isProperty(String member) {
        int length = member.length() - Wanted.PROPERTY.length();
        return member.startsWith(Wanted.PROPERTY)
                && length <= LONGEST_NAME
                && !member.substring(Wanted.PROPERTY.length()).isBlank();
    }

    private static JsonNode value(IdentifiedSignal signal, String member) {
        if (member.startsWith(Wanted.PROPERTY)) {
            String name = member.substring(Wanted.PROPERTY.length());
            return signal.identity().properties().getOrDefault(name, MissingNode.getInstance());
        }
        if (member.equals(Wanted.DISTINCT_ID)) {
            return signal.identity()
                    .distinctId()
                    .<JsonNode>map(TextNode::valueOf)
                    .orElse(MissingNode.getInstance());
        }
        JsonNode value = Json.mapper().<JsonNode>valueToTree(signal.signal()).at("/" + member.replace('.', '/'));
        return value.isNull() ? MissingNode.getInstance() : value;
    }
}
