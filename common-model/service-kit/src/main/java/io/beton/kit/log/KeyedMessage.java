package io.beton.kit.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IllegalFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * A logged message taken apart by its format, {@code what happened: key=%s key=%d}. Values come from the parameters, so
 * that nothing inside a value is taken for a key.
 */
record KeyedMessage(String text, Map<String, Object> pairs) {
    private static final ExtFormatter PLAIN = new PatternFormatter("%s");
    private static final Pattern PLACE =
            Pattern.compile("(?:[:,;]? *\\b(\\w+)=)?(%%|%n|%[-#+ 0,(]*\\d*(?:\\.\\d+)?\\w)");

    KeyedMessage {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    static KeyedMessage of(ExtLogRecord logged) {
        Object[] parameters = logged.getParameters();
        boolean formatted = logged.getFormatStyle() == ExtLogRecord.FormatStyle.PRINTF && parameters != null;
        try {
            return formatted
                    ? of(logged.getMessage(), parameters)
                    : new KeyedMessage(PLAIN.formatMessage(logged), Map.of());
        } catch (IllegalFormatException | IndexOutOfBoundsException e) {
            // a line that is written wrong is a line nevertheless
            return new KeyedMessage(logged.getMessage() + " " + Arrays.toString(parameters), Map.of());
        }
    }

    static KeyedMessage of(String format, Object... parameters) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        List<Object> inText = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(format);
        int next = 0;
        while (place.find()) {
            boolean literal = place.group(2).equals("%%") || place.group(2).equals("%n");
            Object value = literal ? "" : parameters[next++];
            if (place.group(1) == null || literal) {
                place.appendReplacement(text, Matcher.quoteReplacement(place.group()));
                if (!literal) {
                    inText.add(value);
                }
            } else {
                place.appendReplacement(text, "");
                pairs.put(place.group(1), value instanceof Number ? value : String.valueOf(value));
            }
        }
        place.appendTail(text);
        return new KeyedMessage(String.format(Locale.ROOT, text.toString(), inText.toArray()), pairs);
    }
}
