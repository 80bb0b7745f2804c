package io.beton.hypothesis.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;

/** Reads the body of a request that may have none; with or without a content type, as `curl -X POST` sends it. */
@Singleton
final class OptionalBody {
    private final ObjectMapper mapper;

    OptionalBody(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What stands in the body, or in its place what is given; a body that is no such thing is a 400. */
    <T> T read(String body, T absent, Class<T> type) {
        if (body == null || body.isBlank()) {
            return absent;
        }
        try {
            T read = mapper.readValue(body, type);
            return read == null ? absent : read;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }
}
