package io.beton.model.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;

/** A JSON Schema of signals, asked by a validator that is not ours. */
record SignalSchema(JsonNode schema) {

    static SignalSchema of(JsonNode schema) {
        return new SignalSchema(schema);
    }

    List<String> faults(JsonNode signal) {
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema, strict)
                .validate(signal)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The same, with members that it does not name refused. */
    SignalSchema namingAll() {
        JsonNode strict = schema.deepCopy();
        refuseOthers(strict);
        return new SignalSchema(strict);
    }

    private static void refuseOthers(JsonNode node) {
        if (node.has("properties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(SignalSchema::refuseOthers);
    }

    /** Where a reader that relies on an earlier schema could trip: something is gone or other than it was. */
    List<String> breaks(JsonNode earlier) {
        return breaks(earlier, schema, "");
    }

    private static List<String> breaks(JsonNode earlier, JsonNode today, String at) {
        List<String> breaks = new ArrayList<>();
        earlier.properties().forEach(part -> {
            String where = at + "/" + part.getKey();
            JsonNode now = today.path(part.getKey());
            switch (part.getKey()) {
                case "title", "description" -> {}
                case "items" -> breaks.addAll(breaks(part.getValue(), now, where));
                case "properties" -> breaks.addAll(members(part.getValue(), now, where));
                case "required" ->
                    part.getValue().forEach(name -> {
                        if (!now.toString().contains(name.toString())) {
                            breaks.add(where + " is without " + name);
                        }
                    });
                default -> {
                    if (!now.equals(part.getValue())) {
                        breaks.add(where + " is " + now + " and was " + part.getValue());
                    }
                }
            }
        });
        return breaks;
    }

    private static List<String> members(JsonNode earlier, JsonNode today, String at) {
        List<String> breaks = new ArrayList<>();
        earlier.properties().forEach(member -> {
            JsonNode now = today.path(member.getKey());
            breaks.addAll(
                    now.isMissingNode()
                            ? List.of(at + "/" + member.getKey() + " is gone")
                            : breaks(member.getValue(), now, at + "/" + member.getKey()));
        });
        return breaks;
    }
}
