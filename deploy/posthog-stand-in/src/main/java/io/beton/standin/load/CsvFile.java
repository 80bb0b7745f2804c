package io.beton.standin.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.events.CapturedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** An event log as a table: one row an event of a case. The case is the person, other columns become properties. */
public final class CsvFile {
    private final Path file;
    private final Columns columns;

    /** The names of the three columns that matter. */
    public record Columns(String caseColumn, String activityColumn, String timeColumn) {
        /** What the XES standard calls them. */
        public static Columns xes() {
            return new Columns("case:concept:name", "concept:name", "time:timestamp");
        }
    }

    public CsvFile(Path file, Columns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** All events by time; each counts as ingested when it happened. */
    public List<CapturedEvent> events() throws IOException {
        List<List<String>> rows = CsvText.rows(Files.readString(file));
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("[load] " + file + " is empty");
        }
        List<String> header = rows.get(0);
        int person = index(header, columns.caseColumn());
        int activity = index(header, columns.activityColumn());
        int time = index(header, columns.timeColumn());
        List<CapturedEvent> events = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("[load] row " + (i + 1) + " of " + file + " has " + row.size()
                        + " columns, the header has " + header.size());
            }
            Instant timestamp = time(row.get(time), i + 1);
            UUID uuid = UUID.nameUUIDFromBytes((i + "|" + row).getBytes(StandardCharsets.UTF_8));
            events.add(new CapturedEvent(
                    uuid, row.get(activity), row.get(person), timestamp, timestamp, properties(header, row)));
        }
        events.sort(Comparator.comparing(CapturedEvent::timestamp));
        return events;
    }

    private int index(List<String> header, String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "[load] " + file + " has no column '" + name + "'; its columns are " + header);
        }
        return index;
    }

    private ObjectNode properties(List<String> header, List<String> row) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < row.size(); i++) {
            String name = header.get(i);
            boolean special = name.equals(columns.caseColumn())
                    || name.equals(columns.activityColumn())
                    || name.equals(columns.timeColumn());
            if (!special && !row.get(i).isEmpty()) {
                properties.put(name, row.get(i));
            }
        }
        return properties;
    }

    /** Times without a zone are UTC. */
    private Instant time(String text, int row) {
        String iso = text.trim().replace(' ', 'T');
        try {
            boolean zoned = iso.matches(".*T.*(Z|[+-]\\d{2}:?\\d{2})");
            Instant time = zoned
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return time.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "[load] row " + row + " of " + file + ": '" + text + "' is no time like 2011-10-11 13:45:40.276",
                    e);
        }
    }
}
