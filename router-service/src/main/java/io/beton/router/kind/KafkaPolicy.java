package io.beton.router.kind;

import io.beton.router.sink.AttemptResult;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sorts what a broker did to a record: would another attempt help? A cluster never says that a topic is gone for good.
 */
final class KafkaPolicy {
    private KafkaPolicy() {}

    /** Nothing else is kept of a failure than its kind: its text may repeat addresses. */
    static AttemptResult sort(Throwable failure) {
        String said = failure.getClass().getSimpleName();
        return isFinal(failure)
                ? new AttemptResult.Refused(OptionalInt.empty(), said)
                : new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), said);
    }

    private static boolean isFinal(Throwable failure) {
        return failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || failure instanceof InvalidTopicException
                || failure instanceof InvalidRecordException
                || failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof PolicyViolationException
                || failure instanceof InvalidConfigurationException;
    }
}
