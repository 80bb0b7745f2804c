package io.beton.standin.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.http.Answer;
import io.beton.standin.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One page of a list, with the addresses of its neighbours. */
final class Page {
    private static final int DEFAULT_SIZE = 100;

    private Page() {}

    static Answer of(Request request, List<? extends JsonNode> all) {
        int limit = number(request, "limit", DEFAULT_SIZE);
        int offset = number(request, "offset", 0);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("count", all.size());
        body.put("next", offset + limit < all.size() ? address(request, limit, offset + limit) : null);
        body.put("previous", offset > 0 ? address(request, limit, Math.max(0, offset - limit)) : null);
        body.putArray("results")
                .addAll(all.subList(Math.min(offset, all.size()), Math.min(all.size(), offset + limit)));
        return Answer.json(200, body);
    }

    private static int number(Request request, String name, int otherwise) {
        return request.parameter(name)
                .filter(text -> text.matches("\\d{1,8}"))
                .map(Integer::valueOf)
                .filter(number -> number > 0 || name.equals("offset"))
                .orElse(otherwise);
    }

    private static String address(Request request, int limit, int offset) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("limit", String.valueOf(limit));
        parameters.put("offset", String.valueOf(offset));
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return "http://" + request.header("Host").orElse("localhost") + request.path() + "/?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
