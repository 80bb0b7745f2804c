package io.beton.router.sink;

import io.beton.model.InvalidMember;
import java.util.Optional;

/** What a person says of a new binding. */
record SinkRequest(String name, SinkKind kind, String url, Optional<WebhookSecret> secret) {

    SinkRequest {
        InvalidMember.requireText(name, "name");
        InvalidMember.require(kind, "kind");
        InvalidMember.requireText(url, "url");
        secret = secret == null ? Optional.empty() : secret;
    }
}
