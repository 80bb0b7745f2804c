package io.beton.router.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The requests of HubSpot's CRM API, version 3, about one signal.
 *
 * <p>Sources, below https://developers.hubspot.com/docs/api-reference/:
 * legacy/crm/objects/contacts/batch/upsert-contacts and .../companies/batch/upsert-companies (by an {@code idProperty}
 * whose values are unique, such as a contact's email), legacy/crm/objects/companies/guide and
 * .../search/search-companies (a domain is no unique property, so a company is looked for first), crm-notes-v3/guide (notes and their associations).
 */
final class HubspotRequests {
    private static final int MOST_FOUND = 100;

    private final HubspotMembers members;
    private final IdentifiedSignal signal;
    private final String identity;
    private final Map<String, String> properties = new TreeMap<>();

    HubspotRequests(HubspotMembers members, FieldMapping fields, IdentifiedSignal signal) {
        this.members = members;
        this.signal = signal;
        this.identity = members.object().identity().normal(members.identity().textOf(signal));
        ObjectNode values = fields.of(signal);
        values.properties()
                .forEach(
                        value -> properties.put(value.getKey(), value.getValue().asText()));
        properties.put(members.object().key(), identity);
    }

    /** Whether the signal says whose record it is. */
    boolean identified() {
        return members.object().identity().is(identity);
    }

    Outgoing upsertContact() {
        return upsert(members.object().key(), properties);
    }

    Outgoing findCompany() {
        return search(members.object().path(), "domain", List.of(equal("domain", identity)));
    }

    /** Where HubSpot keeps a property unique, one that was made meanwhile is changed instead. */
    Outgoing createCompany() {
        if (members.uniqueProperty().isEmpty()) {
            return post("/crm/v3/objects/companies", Map.of("properties", properties));
        }
        Map<String, String> unique = new TreeMap<>(properties);
        unique.put(members.uniqueProperty().get(), identity);
        return upsert(members.uniqueProperty().get(), unique);
    }

    Outgoing updateCompany(String id) {
        return Outgoing.json(
                        "PATCH",
                        Outgoing.below(members.baseUrl(), "/crm/v3/objects/companies/%s", id),
                        Map.of("properties", properties))
                .bearer(members.token());
    }

    /** The note that is wanted on the record. */
    Optional<NoteOnce> note(String id) {
        return members.note()
                .map(text -> new NoteOnce(
                        signal.signal().signalId(),
                        findNote(id),
                        "results",
                        "/properties/hs_note_body",
                        createNote(id, text)));
    }

    /** Notes of the record with the time of this signal. */
    private Outgoing findNote(String id) {
        return search(
                "notes",
                "hs_note_body",
                List.of(
                        equal("associations." + members.object().singular(), id),
                        equal(
                                "hs_timestamp",
                                String.valueOf(signal.signal().firedAt().toEpochMilli()))));
    }

    private Outgoing createNote(String id, Template text) {
        Map<String, Object> type = Map.of(
                "associationCategory",
                "HUBSPOT_DEFINED",
                "associationTypeId",
                members.object().noteAssociation());
        return post(
                "/crm/v3/objects/notes",
                Map.of(
                        "properties",
                        Map.of("hs_timestamp", signal.signal().firedAt().toString(), "hs_note_body", noteBody(text)),
                        "associations",
                        List.of(Map.of("to", Map.of("id", id), "types", List.of(type)))));
    }

    /** Notes are HTML; the signal's id makes this one known again. */
    private String noteBody(Template text) {
        String escaped =
                text.textOf(signal).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return escaped + "<br>Beton signal " + signal.signal().signalId();
    }

    private static Map<String, String> equal(String property, String value) {
        return Map.of("propertyName", property, "operator", "EQ", "value", value);
    }

    private Outgoing upsert(String idProperty, Map<String, String> values) {
        Map<String, Object> input = Map.of("id", identity, "idProperty", idProperty, "properties", values);
        return post("/crm/v3/objects/" + members.object().path() + "/batch/upsert", Map.of("inputs", List.of(input)));
    }

    private Outgoing search(String objects, String property, List<Map<String, String>> filters) {
        return post(
                "/crm/v3/objects/" + objects + "/search",
                Map.of(
                        "filterGroups",
                        List.of(Map.of("filters", filters)),
                        "properties",
                        List.of(property),
                        "limit",
                        MOST_FOUND));
    }

    private Outgoing post(String path, Object body) {
        return Outgoing.json("POST", Outgoing.below(members.baseUrl(), path), body)
                .bearer(members.token());
    }
}
