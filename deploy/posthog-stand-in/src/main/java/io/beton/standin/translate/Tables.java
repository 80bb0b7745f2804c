package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.util.Optional;

/** The tables that a query can name. */
final class Tables {
    private final Schema schema;
    private final Footprint footprint;

    Tables(Schema schema, Footprint footprint) {
        this.schema = schema;
        this.footprint = footprint;
    }

    Source table(String name, String alias, Optional<Double> sample) {
        Paths paths = new Paths(schema);
        String quoted = Sql.name(alias);
        Type time = Type.time64(schema.columnZone());
        switch (name) {
            case "events" -> {
                return new EventsSource(
                        schema, footprint, alias, sample.map(Tables::sampled).orElse("captured_events"));
            }
            case "persons" -> {
                footprint.scan("persons").touch("properties");
                return new PlainSource("persons AS " + quoted, paths)
                        .with("id", quoted + ".id", Type.UUID)
                        .with("created_at", quoted + ".created_at", time)
                        .with("properties", quoted + ".properties", Type.json("person"))
                        .with("is_identified", quoted + ".is_identified", Type.BOOL);
            }
            case "person_distinct_ids" -> {
                footprint.scan("persons").touch("distinct_id");
                return new PlainSource("person_distinct_ids AS " + quoted, paths)
                        .with("distinct_id", quoted + ".distinct_id", Type.TEXT)
                        .with("person_id", quoted + ".person_id", Type.UUID);
            }
            case "groups" -> {
                footprint.scan("groups").touch("properties");
                return new PlainSource("groups AS " + quoted, paths)
                        .with("index", quoted + ".index", Type.whole("UInt8"))
                        .with("key", quoted + ".key", Type.TEXT)
                        .with("created_at", quoted + ".created_at", time)
                        .with("updated_at", quoted + ".updated_at", time)
                        .with("properties", quoted + ".properties", Type.json("group"));
            }
            default -> throw HogQlException.query("Unknown table `" + name + "`.");
        }
    }

    /** A sample is taken by distinct id, so that one person's events are all in it or all out. */
    private static String sampled(double ratio) {
        return "(SELECT * FROM captured_events WHERE hash(distinct_id) % 1000000 < " + Math.round(ratio * 1_000_000)
                + ")";
    }
}
