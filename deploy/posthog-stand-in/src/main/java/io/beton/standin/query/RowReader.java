package io.beton.standin.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.beton.standin.translate.Translated;
import io.beton.standin.translate.Type;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes rows as PostHog serialises them: arrays in column order, times in their zone, no NaN. */
final class RowReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
    private final List<Translated.Column> columns;

    RowReader(List<Translated.Column> columns) {
        this.columns = columns;
    }

    ArrayNode read(ResultSet result) throws SQLException {
        ArrayNode rows = NODES.arrayNode();
        while (result.next()) {
            ArrayNode row = rows.addArray();
            for (int i = 0; i < columns.size(); i++) {
                Type type = columns.get(i).type();
                Object value = type.is(Type.Kind.TIME)
                        ? result.getObject(i + 1, LocalDateTime.class)
                        : result.getObject(i + 1);
                row.add(node(value, type));
            }
        }
        return rows;
    }

    private static JsonNode node(Object value, Type type) throws SQLException {
        if (value == null) {
            return NullNode.instance;
        }
        return switch (type.kind()) {
            case LOGICAL -> NODES.numberNode(Boolean.TRUE.equals(value) ? 1 : 0);
            case TIME -> NODES.textNode(time(value, type.detail()));
            case LIST -> items(((Array) value).getArray(), type.parts().get(0));
            case TUPLE -> parts(((Struct) value).getAttributes(), type.parts());
            default -> plain(value);
        };
    }

    private static JsonNode plain(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? NODES.numberNode(number) : NullNode.instance;
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        }
        return NODES.textNode(value.toString());
    }

    private static ArrayNode items(Object array, Type type) throws SQLException {
        ArrayNode items = NODES.arrayNode();
        for (Object item : (Object[]) array) {
            items.add(node(item, type));
        }
        return items;
    }

    private static ArrayNode parts(Object[] values, List<Type> types) throws SQLException {
        ArrayNode parts = NODES.arrayNode();
        for (int i = 0; i < values.length; i++) {
            parts.add(node(values[i], types.get(i)));
        }
        return parts;
    }

    private static String time(Object value, String zone) {
        LocalDateTime utc = value instanceof Timestamp timestamp ? timestamp.toLocalDateTime() : (LocalDateTime) value;
        ZonedDateTime time = utc.atZone(ZoneOffset.UTC).withZoneSameInstant(ZoneId.of(zone));
        String text = (time.getNano() == 0 ? SECONDS : MICROS).format(time);
        return text + (zone.equals("UTC") ? "Z" : OFFSET.format(time));
    }
}
