package io.beton.router.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One request as it would be sent, with secrets hidden and, in braces, what only an earlier answer can say. */
public record Preview(String method, String url, Map<String, String> headers, JsonNode body) {}
