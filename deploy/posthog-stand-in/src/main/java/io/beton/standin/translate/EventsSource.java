package io.beton.standin.translate;

import io.beton.standin.translate.Schema.PersonMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events table: plain columns, and what is joined to an event only when asked for (person, merges, groups). */
final class EventsSource implements Source {
    private final Schema schema;
    private final Paths paths;
    private final Footprint footprint;
    private final Footprint.Scan scan;
    private final String alias;
    private final String table;
    private final Map<String, Type> columns = new LinkedHashMap<>();
    private final Map<String, String> joins = new LinkedHashMap<>();

    EventsSource(Schema schema, Footprint footprint, String alias, String table) {
        this.schema = schema;
        this.paths = new Paths(schema);
        this.footprint = footprint;
        this.scan = footprint.scan("events");
        scan.touch("timestamp");
        this.alias = alias;
        this.table = table;
        Type time = Type.time64(schema.columnZone());
        columns.put("uuid", Type.UUID);
        columns.put("event", Type.TEXT);
        columns.put("properties", Type.json("event"));
        columns.put("timestamp", time);
        columns.put("distinct_id", Type.TEXT);
        columns.put("elements_chain", Type.TEXT);
        columns.put("created_at", time);
        columns.put("$session_id", Type.TEXT.orNull());
        columns.put("$window_id", Type.TEXT.orNull());
        columns.put("person_mode", Type.TEXT);
        for (int i = 0; i < 5; i++) {
            columns.put("$group_" + i, Type.TEXT);
        }
    }

    @Override
    public Optional<Sql> path(List<String> chain) {
        String first = chain.get(0);
        List<String> rest = chain.subList(1, chain.size());
        if (columns.containsKey(first)) {
            return paths.follow(column(first, columns.get(first)), rest);
        }
        if (first.equals("person_id")) {
            return paths.follow(personId(), rest);
        }
        if (first.equals("person") && !rest.isEmpty()) {
            return person(rest.get(0)).flatMap(found -> paths.follow(found, rest.subList(1, rest.size())));
        }
        Integer group = first.matches("group_[0-4]")
                ? Integer.valueOf(first.substring(6))
                : schema.groupTypes().get(first);
        if (group != null && !rest.isEmpty()) {
            return group(group, rest.get(0)).flatMap(found -> paths.follow(found, rest.subList(1, rest.size())));
        }
        return Optional.empty();
    }

    private Sql column(String name, Type type) {
        scan.touch(name);
        return Sql.of(Sql.name(alias) + "." + Sql.name(name), type);
    }

    private Sql personId() {
        Sql captured = column("person_id", Type.UUID);
        if (schema.personMode() == PersonMode.PERSON_ID_NO_OVERRIDE_PROPERTIES_ON_EVENTS) {
            return captured;
        }
        String join = join("merge", "person_overrides", "old_person_id = " + captured.text());
        return Sql.of("coalesce(" + join + ".person_id, " + captured.text() + ")", Type.UUID);
    }

    private Optional<Sql> person(String name) {
        boolean onEvent = schema.personMode() == PersonMode.PERSON_ID_NO_OVERRIDE_PROPERTIES_ON_EVENTS
                || schema.personMode() == PersonMode.PERSON_ID_OVERRIDE_PROPERTIES_ON_EVENTS;
        Type created = Type.time64(schema.columnZone());
        if (name.equals("id")) {
            return Optional.of(personId());
        }
        if (name.equals("created_at") && onEvent) {
            return Optional.of(column("person_created_at", created));
        }
        if (name.equals("properties") && onEvent) {
            return Optional.of(column("person_properties", Type.json("person")));
        }
        if (!List.of("created_at", "properties", "is_identified").contains(name)) {
            return Optional.empty();
        }
        footprint.scan("persons").touch(name);
        String join = join("person", "persons", "id = " + personId().text());
        Type type = name.equals("created_at") ? created : name.equals("properties") ? Type.json("person") : Type.BOOL;
        return Optional.of(Sql.of(join + "." + name, type.orNull()));
    }

    private Optional<Sql> group(int index, String name) {
        String join = join(
                "group_" + index,
                "groups",
                "index = " + index + " AND " + Sql.name(alias + "__group_" + index) + ".key = "
                        + column("$group_" + index, Type.TEXT).text());
        footprint.scan("groups").touch(name);
        return switch (name) {
            case "key" -> Optional.of(Sql.of(join + ".key", Type.TEXT.orNull()));
            case "created_at", "updated_at" ->
                Optional.of(Sql.of(
                        join + "." + name, Type.time64(schema.columnZone()).orNull()));
            case "properties" ->
                Optional.of(
                        Sql.of(join + ".properties", Type.json("group_" + index).orNull()));
            default -> Optional.empty();
        };
    }

    private String join(String suffix, String joined, String onColumn) {
        String name = Sql.name(alias + "__" + suffix);
        joins.computeIfAbsent(suffix, fresh -> " LEFT JOIN " + joined + " AS " + name + " ON " + name + "." + onColumn);
        return name;
    }

    @Override
    public Map<String, Sql> star() {
        Map<String, Sql> star = new LinkedHashMap<>();
        columns.forEach((name, type) -> star.put(name, column(name, type)));
        star.put("person_id", personId());
        return star;
    }

    /** Notes that only events of some time are read. */
    void bounded(String condition) {
        scan.bounds().add(condition);
    }

    @Override
    public String from() {
        String plain = table + " AS " + Sql.name(alias);
        return joins.isEmpty() ? plain : "(" + plain + String.join("", joins.values()) + ")";
    }
}
