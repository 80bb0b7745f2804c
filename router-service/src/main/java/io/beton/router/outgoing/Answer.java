package io.beton.router.outgoing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.router.sink.AttemptResult;

/**
 * What came of a request.
 *
 * @param body the answer's JSON, missing where there was none, or none that could be read in time
 */
public record Answer(AttemptResult result, JsonNode body) {

    static Answer none(AttemptResult result) {
        return new Answer(result, MissingNode.getInstance());
    }

    public boolean ok() {
        return result instanceof AttemptResult.Delivered;
    }
}
