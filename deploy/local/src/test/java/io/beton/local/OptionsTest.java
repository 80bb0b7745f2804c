package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    private static final Path ROOT = Path.of("/somewhere/beton");

    @Test
    void withoutArgumentsTheDemoWorldIsReadAndNothingIsApproved() {
        Options options = parse();

        assertThat(options.standIn()).isTrue();
        assertThat(options.approvePassed()).isFalse();
        assertThat(options.fresh()).isFalse();
        assertThat(options.state()).isEqualTo(ROOT.resolve(".beton"));
        assertThat(options.windowDays()).isEqualTo(90);
    }

    @Test
    void readsWhatIsGiven() {
        Options options = parse(
                "--posthog",
                "https://eu.posthog.com",
                "--project",
                "7",
                "--as-of",
                "2012-02-01T00:00:00Z",
                "--outcome",
                "order placed",
                "--horizon-days",
                "14",
                "--approve-passed",
                "--fresh");

        assertThat(options.standIn()).isFalse();
        assertThat(options.project()).contains("7");
        assertThat(options.asOf()).contains(Instant.parse("2012-02-01T00:00:00Z"));
        assertThat(options.outcome()).contains("order placed");
        assertThat(options.horizonDays()).isEqualTo(14);
        assertThat(options.approvePassed()).isTrue();
        assertThat(options.fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --frsh                          | unknown option --frsh
            --state                         | --state needs a value
            --persons many                  | --persons needs a whole number, not many
            --persons 0                     | --persons must be 1 or more
            --window-days -3                | --window-days must be 1 or more
            --as-of yesterday               | --as-of needs a time such as
            --posthog https://x             | --posthog and --project belong together
            --posthog eu.posthog.com --project 7 | --posthog needs an address such as https://eu.posthog.com
            --receipt-log /not/there.csv    | --receipt-log names a file that is not there
            """)
    void whatCannotBeMeantIsRefusedWithWhatToDo(String arguments, String refusal) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(refusal);
    }

    @Test
    void theHelpNamesEveryOptionThatIsRead() {
        assertThat(List.of(
                        "--posthog",
                        "--project",
                        "--approve-passed",
                        "--outcome",
                        "--horizon-days",
                        "--window-days",
                        "--as-of",
                        "--receipt-log",
                        "--persons",
                        "--first-port",
                        "--state",
                        "--fresh"))
                .allMatch(Options.HELP::contains);
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), ROOT);
    }
}
