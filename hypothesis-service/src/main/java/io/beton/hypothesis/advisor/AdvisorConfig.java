package io.beton.hypothesis.advisor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Which language model is asked for hypotheses; none unless its address is set. */
@ConfigMapping(prefix = "beton.hypothesis.advisor")
public interface AdvisorConfig {

    /** Below it is {@code chat/completions}, as in {@code https://models.example.com/v1}. */
    Optional<URI> url();

    /** Its name at that address. */
    Optional<String> model();

    /** Sent to that address and to nobody else; from the environment. */
    Optional<String> key();

    /** How long an answer may take, a second try included; models write about 50 tokens a second. */
    @WithDefault("PT2M")
    Duration timeout();

    /** After how long it is asked once more where it was busy or away. */
    @WithDefault("PT2S")
    Duration retryPause();

    /** How many hypotheses are taken of one answer. */
    @WithDefault("20")
    int maxProposals();

    /** How long an answer may be; a hypothesis takes about 150 tokens. */
    @WithDefault("6000")
    int maxOutputTokens();

    /** Whether the model thinks first: it takes no temperature then, and its thinking counts as output. */
    @WithDefault("false")
    boolean reasoning();

    /** Whether an address may be without TLS that is not on this machine. */
    @WithDefault("false")
    boolean plainHttp();

    Price price();

    /** What a million tokens cost, in whatever currency; cost is counted where it is set. */
    interface Price {
        Optional<Double> input();

        Optional<Double> output();
    }
}
