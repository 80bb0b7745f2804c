package io.beton.backtest.progress;

import io.beton.model.id.RequestId;
import java.util.List;

/**
 * How far one request has come on this instance; partitions that another instance reads are not among them.
 *
 * @param reported whether this instance published the request's results
 */
public record RequestProgress(RequestId requestId, List<PartitionProgress> partitions, boolean reported) {
    public RequestProgress {
        partitions = List.copyOf(partitions);
    }
}
