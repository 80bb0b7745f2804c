package io.beton.hypothesis.proposal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far an exploration is. */
enum ExplorationStatus {
    /** the language model is asked for candidates */
    @JsonProperty("advising")
    ADVISING,
    /** its candidates are being counted */
    @JsonProperty("reading")
    READING,
    /** its finalists are being judged */
    @JsonProperty("backtesting")
    BACKTESTING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
