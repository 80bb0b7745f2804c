package io.beton.router.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.beton.model.Json;
import java.io.IOException;
import java.util.Optional;

/** Writes members of a binding twice: with secrets hidden, for everybody, and with them, to be sealed. */
final class MembersCodec {
    private static final ObjectMapper REVEALING =
            Json.mapper().copy().registerModule(new SimpleModule().addSerializer(new Revealing()));

    private MembersCodec() {}

    static ObjectNode shown(SinkMembers members) {
        return Json.mapper().valueToTree(members);
    }

    /** Everything, where some of it is secret. */
    static Optional<String> secret(SinkMembers members) {
        ObjectNode all = REVEALING.valueToTree(members);
        return all.equals(shown(members)) ? Optional.empty() : Optional.of(all.toString());
    }

    /**
     * @param secret what {@link #secret} gave, or the secret of a webhook alone as it was kept once
     */
    static <M extends SinkMembers> M read(ObjectNode shown, Optional<String> secret, Class<M> kind) {
        try {
            if (secret.isEmpty()) {
                return Json.mapper().treeToValue(shown, kind);
            }
            return secret.get().startsWith("{")
                    ? Json.mapper().readValue(secret.get(), kind)
                    : Json.mapper().treeToValue(shown.deepCopy().put("secret", secret.get()), kind);
        } catch (JsonProcessingException e) {
            // its message could repeat a secret
            throw new IllegalStateException("[sink] members of a " + kind.getSimpleName() + " cannot be read");
        }
    }

    private static final class Revealing extends StdSerializer<Hidden> {
        private static final long serialVersionUID = 1L;

        Revealing() {
            super(Hidden.class);
        }

        @Override
        public void serialize(Hidden value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.reveal());
        }
    }
}
