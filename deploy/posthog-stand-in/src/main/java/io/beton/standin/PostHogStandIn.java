package io.beton.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.access.Access;
import io.beton.standin.access.PersonalKey;
import io.beton.standin.capture.CaptureEndpoint;
import io.beton.standin.events.CapturedEvent;
import io.beton.standin.events.EventDatabase;
import io.beton.standin.events.Events;
import io.beton.standin.events.GeneratedEvents;
import io.beton.standin.fault.Faults;
import io.beton.standin.http.HttpFront;
import io.beton.standin.http.ReceivedRequest;
import io.beton.standin.http.RequestLog;
import io.beton.standin.http.Routes;
import io.beton.standin.load.CsvFile;
import io.beton.standin.load.NdjsonFile;
import io.beton.standin.query.QueryEndpoint;
import io.beton.standin.taxonomy.ProjectEndpoint;
import io.beton.standin.taxonomy.TaxonomyEndpoint;
import io.beton.standin.world.DemoWorld;
import io.beton.standin.world.LivingWorld;
import io.beton.standin.world.WorldConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** A running stand-in for PostHog: one project behind the HTTP contract, its events in DuckDB. */
public final class PostHogStandIn implements AutoCloseable {
    private final StandInConfig config;
    private final EventDatabase database;
    private final Events events;
    private final Access access;
    private final CaptureEndpoint capture;
    private final QueryEndpoint queries;
    private final Faults faults = new Faults();
    private final RequestLog log;
    private final HttpFront front;

    private PostHogStandIn(StandInConfig config) throws IOException {
        this.config = config;
        this.database = EventDatabase.open(config.state().map(folder -> folder.resolve("events.duckdb")));
        this.events = new Events(database);
        this.access = new Access(
                config.projectId(), config.foreignProjects(), config.keys(), config.limits(), config.clock());
        this.capture = new CaptureEndpoint(config.projectToken(), events, config.clock());
        this.queries = new QueryEndpoint(
                access, config.limits(), database, events, config.timezone(), config.projectId(), config.clock());
        this.log = new RequestLog(config.clock());
        this.front = new HttpFront(config.port(), routes(), faults, log);
    }

    /** Starts and listens on the loopback address. */
    public static PostHogStandIn start(StandInConfig config) {
        try {
            PostHogStandIn standIn = new PostHogStandIn(config);
            standIn.front.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "[stand-in] cannot listen on port " + config.port() + ", choose another one: " + e.getMessage(), e);
        }
    }

    private Routes routes() {
        Routes routes = new Routes();
        for (String project : List.of("/api/projects/:id", "/api/environments/:id")) {
            queries.routes(routes, project);
            new TaxonomyEndpoint(access, events).routes(routes, project);
        }
        new ProjectEndpoint(
                        access,
                        events,
                        new ProjectEndpoint.Facts(
                                config.projectId(),
                                config.projectName(),
                                config.timezone(),
                                config.projectToken(),
                                config.clock().instant()))
                .routes(routes);
        capture.routes(routes);
        return routes.add("POST", "/_standin/faults", faults::plan)
                .add("GET", "/_standin/faults", faults::left)
                .add("DELETE", "/_standin/faults", faults::cleared)
                .add("GET", "/_standin/requests", log::answer);
    }

    public String url() {
        return front.url();
    }

    public int projectId() {
        return config.projectId();
    }

    public String projectToken() {
        return config.projectToken();
    }

    /** Captures one event now, as a client would. */
    public void capture(String event, String distinctId, ObjectNode properties) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("event", event).put("distinct_id", distinctId).set("properties", properties);
        capture(body);
    }

    /** Captures what could be the body of a capture request; the token may be left out. */
    public void capture(JsonNode body) {
        ObjectNode authorized = body.deepCopy();
        if (!authorized.has("api_key")) {
            authorized.put("api_key", config.projectToken());
        }
        capture.accept(authorized);
    }

    /** Loads a file of capture events, one a line. */
    public void loadNdjson(Path file) throws IOException {
        try (NdjsonFile ndjson = NdjsonFile.open(file, config.clock().instant())) {
            load(ndjson.events());
        }
    }

    /** Loads an event log of cases, activities and times. */
    public void loadCsv(Path file, CsvFile.Columns columns) throws IOException {
        load(new CsvFile(file, columns).events().iterator());
    }

    /** Generates a demo world whose history ends now. */
    public void loadWorld(WorldConfig world) {
        load(new DemoWorld(world, config.clock().instant()).events());
    }

    /** Lets the world go on; the caller closes it. */
    public LivingWorld live(long seed, Duration tick) {
        LivingWorld living = new LivingWorld(this::capture, config.clock(), seed);
        living.start(tick);
        return living;
    }

    /** Stores events as they are, with the times they carry. */
    public void load(Iterator<CapturedEvent> captured) {
        events.accept(captured);
    }

    /** Makes events in bulk, of persons and names that are known by number; a few million take seconds. */
    public void generate(GeneratedEvents generated) {
        events.generate(generated);
    }

    public long eventCount() {
        return events.count();
    }

    /** Gives a property another type, as a person can in PostHog's data management. */
    public void retype(String definedFor, String property, String propertyType) {
        events.retype(definedFor, property, propertyType);
    }

    /** From now on the key is answered with 401. */
    public void revoke(String key) {
        access.revoke(key);
    }

    /** From now on the key works. */
    public void allow(PersonalKey key) {
        access.allow(key);
    }

    public Faults faults() {
        return faults;
    }

    /** The latest requests, oldest first. */
    public List<ReceivedRequest> requests() {
        return log.all();
    }

    public void forgetRequests() {
        log.clear();
    }

    @Override
    public void close() {
        front.close();
        queries.close();
        database.close();
    }
}
