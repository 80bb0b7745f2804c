package io.beton.router.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Says when to try again: each wait a multiple of the one before, a little off so that failures do not march in step. */
final class RetryPolicy {
    private static final double SPREAD = 0.2;

    private final DeliveryConfig config;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    RetryPolicy(DeliveryConfig config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The wait before the next attempt; nothing where all are used up.
     *
     * @param made how many attempts were made
     * @param notBefore what the receiver asked for
     */
    Optional<Duration> nextIn(int made, Optional<Duration> notBefore) {
        if (made >= config.attempts()) {
            return Optional.empty();
        }
        double longest = config.longestWait().toMillis();
        double wait = Math.min(longest, config.firstWait().toMillis() * Math.pow(config.growth(), made - 1));
        double off = 1 + SPREAD * (2 * random.getAsDouble() - 1);
        Duration own = Duration.ofMillis(Math.round(wait * off));
        return Optional.of(notBefore.filter(asked -> asked.compareTo(own) > 0).orElse(own));
    }
}
