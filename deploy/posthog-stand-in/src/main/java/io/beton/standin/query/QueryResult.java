package io.beton.standin.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.beton.standin.translate.Translated;
import java.util.Optional;

/** What a query gave; {@code limit} is there only when the query itself set none. */
record QueryResult(Translated translated, ArrayNode rows, Optional<Integer> limit, boolean hasMore, long bytesRead) {}
