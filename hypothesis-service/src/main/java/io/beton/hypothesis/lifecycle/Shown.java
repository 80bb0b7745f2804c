package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Hypothesis;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with a hypothesis, and with the tag by which a step can say that it means it as it stands there. */
final class Shown {
    private Shown() {}

    static RestResponse<Hypothesis> of(KeptHypothesis kept) {
        return RestResponse.ResponseBuilder.ok(kept.hypothesis())
                .header(HttpHeaders.ETAG, kept.tag())
                .build();
    }
}
