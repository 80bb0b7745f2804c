package io.beton.router.kind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.IdentifiedSignal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Words signals for a channel: one section of Block Kit each (https://docs.slack.dev/reference/block-kit/blocks), and a
 * plain text for notifications.
 */
final class SlackMessage {
    /** A message has at most 50 blocks, a section 3,000 characters. */
    private static final int LONGEST_SECTION = 3_000;

    private static final int LONGEST_CLAIM = 1_000;

    private SlackMessage() {}

    static ObjectNode of(List<IdentifiedSignal> signals, FieldMapping fields) {
        ObjectNode message = Json.mapper().createObjectNode();
        message.put("text", summary(signals));
        ArrayNode blocks = message.putArray("blocks");
        for (IdentifiedSignal signal : signals) {
            ObjectNode block = blocks.addObject().put("type", "section");
            block.putObject("text").put("type", "mrkdwn").put("text", section(signal, fields));
        }
        return message;
    }

    private static String summary(List<IdentifiedSignal> signals) {
        return signals.size() == 1
                ? escape(cut(signals.get(0).signal().hypothesis(), LONGEST_CLAIM))
                : signals.size() + " signals";
    }

    private static String section(IdentifiedSignal signal, FieldMapping fields) {
        String claim = "*" + escape(cut(signal.signal().hypothesis(), LONGEST_CLAIM)) + "*\n";
        String lines = fields.isEmpty() ? standard(signal.signal()) : chosen(signal, fields);
        return cut(claim + lines, LONGEST_SECTION);
    }

    private static String standard(Signal signal) {
        Signal.SignalSubject subject = signal.subject();
        String who = subject.groupType().orElse(subject.kind().name().toLowerCase(Locale.ROOT));
        String confidence = signal.confidence().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", at least %.0f %% sure",
                        100 * signal.confidence().getAsDouble())
                : "";
        return signal.type().name().toLowerCase(Locale.ROOT) + confidence + ": " + escape(who) + " `"
                + escape(subject.id().value()) + "`, " + signal.firedAt();
    }

    private static String chosen(IdentifiedSignal signal, FieldMapping fields) {
        return fields.of(signal).properties().stream()
                .map(field ->
                        escape(field.getKey()) + ": " + escape(field.getValue().asText()))
                .collect(Collectors.joining("\n"));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** The three characters that mean something to Slack (https://docs.slack.dev/messaging/formatting-message-text). */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
