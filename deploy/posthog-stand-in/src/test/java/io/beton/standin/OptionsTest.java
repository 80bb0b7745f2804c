package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static Options parse(String... arguments) {
        return Options.parse(arguments, Map.of("BETON_STANDIN_KEY", "phx_environment"));
    }

    @Test
    void theKeyComesFromTheEnvironmentUnlessGiven() {
        assertThat(parse().text("key")).contains("phx_environment");
        assertThat(parse("--key", "phx_given").text("key")).contains("phx_given");
        assertThat(parse("--key", "phx_given").toString()).doesNotContain("phx_given");
    }

    @Test
    void saysWhichOptionIsWrong() {
        assertThatThrownBy(() -> parse("--prot", "1")).hasMessageStartingWith("Unknown option --prot");
        assertThatThrownBy(() -> parse("--port")).hasMessage("Option --port needs a value");
        assertThatThrownBy(() -> parse("--port", "x").number("port", 0))
                .hasMessage("Option --port must be a whole number: x");
        assertThatThrownBy(() -> parse("--world", "flat")).hasMessage("--world must be demo or empty: flat");
    }
}
