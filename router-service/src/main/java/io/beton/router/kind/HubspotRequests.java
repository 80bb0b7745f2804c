package io.beton.router.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.signal.Signal;
import io.beton.router.outgoing.Outgoing;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.Template;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests of HubSpot's CRM API, version 3, about one signal.
 *
 * <p>Sources, below https://developers.hubspot.com/docs/api-reference/:
 * legacy/crm/objects/contacts/batch/upsert-contacts (by {@code idProperty} email), legacy/crm/objects/companies/guide
 * and .../search/search-companies (a domain is no unique property, so a company is looked for first),
 * crm-notes-v3/guide (notes and their associations).
 */
final class HubspotRequests {
    private static final int MOST_FOUND = 100;

    private final HubspotMembers members;
    private final Signal signal;
    private final String identity;
    private final Map<String, String> properties = new TreeMap<>();

    HubspotRequests(HubspotMembers members, FieldMapping fields, Signal signal) {
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
        Map<String, Object> input =
                Map.of("id", identity, "idProperty", members.object().key(), "properties", properties);
        return post("/crm/v3/objects/contacts/batch/upsert", Map.of("inputs", List.of(input)));
    }

    Outgoing findCompany() {
        return search(members.object().path(), "domain", List.of(equal("domain", identity)));
    }

    Outgoing createCompany() {
        return post("/crm/v3/objects/companies", Map.of("properties", properties));
    }

    Outgoing updateCompany(String id) {
        return Outgoing.json(
                        "PATCH",
                        Outgoing.below(members.baseUrl(), "/crm/v3/objects/companies/%s", id),
                        Map.of("properties", properties))
                .bearer(members.token());
    }

    /** Notes of the record with the time of this signal: one of them may be of an attempt whose answer was lost. */
    Outgoing findNote(String id) {
        return search(
                "notes",
                "hs_note_body",
                List.of(
                        equal("associations." + members.object().singular(), id),
                        equal("hs_timestamp", String.valueOf(signal.firedAt().toEpochMilli()))));
    }

    Outgoing createNote(String id, Template text) {
        Map<String, Object> type = Map.of(
                "associationCategory",
                "HUBSPOT_DEFINED",
                "associationTypeId",
                members.object().noteAssociation());
        return post(
                "/crm/v3/objects/notes",
                Map.of(
                        "properties",
                        Map.of("hs_timestamp", signal.firedAt().toString(), "hs_note_body", noteBody(text)),
                        "associations",
                        List.of(Map.of("to", Map.of("id", id), "types", List.of(type)))));
    }

    /** Notes are HTML; the signal's id makes this one known again. */
    private String noteBody(Template text) {
        String escaped =
                text.textOf(signal).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return escaped + "<br>Beton signal " + signal.signalId();
    }

    private static Map<String, String> equal(String property, String value) {
        return Map.of("propertyName", property, "operator", "EQ", "value", value);
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
