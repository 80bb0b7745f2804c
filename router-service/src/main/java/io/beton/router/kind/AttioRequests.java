package io.beton.router.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Template;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The requests of Attio's API, version 2, about one signal.
 *
 * <p>Sources, below https://docs.attio.com/: rest-api/endpoint-reference/records/upsert-a-record (once "assert";
 * writing a multi-select attribute replaces all its values), rest-api/guides/filtering-and-sorting,
 * rest-api/endpoint-reference/entries/upsert-a-list-entry-by-parent, rest-api/endpoint-reference/notes/create-a-note,
 * docs/actors (who wrote a value).
 */
final class AttioRequests {
    private static final String BY_A_PERSON = "workspace-member";
    private static final List<String> VALUES = List.of("email_address", "domain", "value");

    private final AttioMembers members;
    private final IdentifiedSignal signal;
    private final String identity;
    private final ObjectNode fields;

    AttioRequests(AttioMembers members, FieldMapping fields, IdentifiedSignal signal) {
        this.members = members;
        this.signal = signal;
        this.identity = members.form().normal(members.identity().textOf(signal));
        this.fields = fields.of(signal);
    }

    /** Whether the signal says whose record it is. */
    boolean identified() {
        return members.form().is(identity);
    }

    Outgoing find() {
        Map<String, Object> query = Map.of("filter", Map.of(members.matchingAttribute(), identity), "limit", 1);
        return with(Outgoing.json("POST", at("/v2/objects/%s/records/query", members.object()), query));
    }

    Outgoing assertNew() {
        return assertRecord(MissingNode.getInstance());
    }

    /**
     * Writes the fields, but for those whose value a person gave, and none of the matching attribute's other values
     * away.
     *
     * @param existing the values that the record has; missing where there is none
     */
    Outgoing assertRecord(JsonNode existing) {
        ObjectNode values = Json.mapper().createObjectNode();
        ArrayNode matching = values.putArray(members.matchingAttribute());
        Stream.concat(plain(existing.path(members.matchingAttribute())), Stream.of(identity))
                .distinct()
                .forEach(matching::add);
        fields.properties().stream()
                .filter(field -> !byPerson(existing.path(field.getKey())))
                .forEach(field -> values.set(field.getKey(), field.getValue()));
        URI url = URI.create(at("/v2/objects/%s/records", members.object()) + "?matching_attribute="
                + Outgoing.below("", "%s", members.matchingAttribute()));
        return with(Outgoing.json("PUT", url, Map.of("data", Map.of("values", values))));
    }

    Outgoing putOnList(String record, String list) {
        return with(Outgoing.json(
                "PUT",
                at("/v2/lists/%s/entries", list),
                Map.of(
                        "data",
                        Map.of(
                                "parent_record_id",
                                record,
                                "parent_object",
                                members.object(),
                                "entry_values",
                                Map.of()))));
    }

    /** The note that is wanted on the record. */
    Optional<NoteOnce> note(String record) {
        return members.note()
                .map(text -> new NoteOnce(
                        signal.signal().signalId(), findNote(record), "data", "/title", createNote(record, text)));
    }

    private Outgoing findNote(String record) {
        URI url = URI.create(at("/v2/notes") + "?limit=50&parent_object="
                + Outgoing.below("", "%s", members.object()) + "&parent_record_id="
                + Outgoing.below("", "%s", record));
        return with(Outgoing.get(url));
    }

    private Outgoing createNote(String record, Template text) {
        return with(Outgoing.json(
                "POST",
                at("/v2/notes"),
                Map.of(
                        "data",
                        Map.of(
                                "parent_object",
                                members.object(),
                                "parent_record_id",
                                record,
                                "title",
                                "Beton signal " + signal.signal().signalId(),
                                "format",
                                "plaintext",
                                "content",
                                text.textOf(signal)))));
    }

    private static boolean byPerson(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .anyMatch(value -> value.at("/created_by_actor/type").asText().equals(BY_A_PERSON));
    }

    /** Values in the form in which they are written. */
    private static Stream<String> plain(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .flatMap(value -> VALUES.stream()
                        .filter(value::has)
                        .limit(1)
                        .map(name -> value.get(name).asText()));
    }

    private URI at(String path, String... parts) {
        return Outgoing.below(members.baseUrl(), path, parts);
    }

    private Outgoing with(Outgoing request) {
        return request.bearer(members.token());
    }
}
