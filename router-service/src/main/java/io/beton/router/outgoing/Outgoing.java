package io.beton.router.outgoing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.model.Json;
import io.beton.router.sink.Hidden;
import io.beton.router.sink.Preview;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request to be sent, or to be shown with its secrets hidden.
 *
 * @param secretPath whether who knows the address may use it
 * @param body JSON
 */
public record Outgoing(String method, URI url, boolean secretPath, List<Header> headers, Optional<String> body) {

    public Outgoing {
        headers = List.copyOf(headers);
    }

    public static Outgoing json(String method, URI url, Object body) {
        return new Outgoing(method, url, false, List.of(), Optional.of(Json.text(body)));
    }

    public static Outgoing get(URI url) {
        return new Outgoing("GET", url, false, List.of(), Optional.empty());
    }

    /** An address below a base address; each part is escaped. */
    public static URI below(String base, String path, String... parts) {
        Object[] escaped = List.of(parts).stream().map(Outgoing::escape).toArray();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(root + String.format(path, escaped));
    }

    private static String escape(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Outgoing with(String name, String value) {
        return with(new Header(name, value, value));
    }

    /** @param shown what is shown instead of the value */
    public Outgoing withHidden(String name, String value, String shown) {
        return with(new Header(name, value, shown));
    }

    /** With a token that is nobody else's. */
    public Outgoing bearer(Hidden token) {
        return withHidden("Authorization", "Bearer " + token.reveal(), "Bearer " + Hidden.HIDDEN);
    }

    /** With an address that does not show itself. */
    public Outgoing secretly() {
        return new Outgoing(method, url, true, headers, body);
    }

    public Preview preview() {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach(header -> shown.put(header.name(), header.shown()));
        JsonNode json = body.map(text -> Json.read(text, JsonNode.class)).orElse(MissingNode.getInstance());
        return new Preview(method, shownUrl(), shown, json);
    }

    private String shownUrl() {
        return secretPath
                ? url.getScheme() + "://" + url.getAuthority() + "/" + Hidden.HIDDEN
                : url.toString().replace("%7B", "{").replace("%7D", "}");
    }

    private Outgoing with(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return new Outgoing(method, url, secretPath, more, body);
    }

    /** A header, and what is shown of it. */
    record Header(String name, String value, String shown) {
        @Override
        public String toString() {
            return name + ": " + shown;
        }
    }

    /** Says where it goes, no more. */
    @Override
    public String toString() {
        return method + " " + shownUrl();
    }
}
