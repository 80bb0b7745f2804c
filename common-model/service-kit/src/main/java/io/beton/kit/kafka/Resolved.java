package io.beton.kit.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jboss.logging.Logger;

/** Opens what a start needs of Kafka although the brokers' names are not known yet, as while all is being installed. */
final class Resolved {
    private static final Logger LOG = Logger.getLogger(Resolved.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_TRIES = 30;

    private Resolved() {}

    /** A broker that has a name and does not answer needs none of this: clients open without it. */
    static <C> C opened(Supplier<C> client) {
        for (int tried = 1; ; tried++) {
            try {
                return client.get();
            } catch (KafkaException e) {
                if (tried == MOST_TRIES || !isUnresolved(e)) {
                    throw e;
                }
                LOG.warnf("no broker is known by its name, tried again in %s: %s", PAUSE, said(e));
                pause();
            }
        }
    }

    private static boolean isUnresolved(KafkaException failure) {
        return said(failure).contains("No resolvable bootstrap urls");
    }

    private static String said(KafkaException failure) {
        Throwable cause =
                failure instanceof ConfigException || failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("[kafka] interrupted while waiting for the brokers' names", e);
        }
    }
}
