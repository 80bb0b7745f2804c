package io.beton.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the caller of {@code deploy/local/run} asked for. */
record Options(
        Path state,
        boolean fresh,
        boolean approvePassed,
        Optional<URI> postHog,
        Optional<String> project,
        Optional<Instant> asOf,
        int windowDays,
        int horizonDays,
        Optional<String> outcome,
        Optional<Path> receiptLog,
        int persons,
        PortPlan ports) {
    static final String KEY_VARIABLE = "POSTHOG_API_KEY";

    static final String HELP = """
            usage: deploy/local/run [options]
              --posthog URL        read this PostHog instead of the stand-in; its personal API key is taken
                                   from the environment variable POSTHOG_API_KEY
              --project ID         the project to read there
              --approve-passed     approve every hypothesis whose verdict is `passed` without asking
              --outcome EVENT      the event that is the goal; without it one is guessed by its name
              --horizon-days N     how long after the landmark the outcome counts (default 30)
              --window-days N      how many days of history a backtest reads (default 90)
              --as-of TIME         the clock of taxonomy and backtests, for data of the past (2011-10-01T00:00:00Z)
              --receipt-log FILE   the stand-in serves the event log receipt.csv instead of the demo world
              --persons N          the size of the demo world (default 6000)
              --first-port N       use the ports N to N+7 instead of 9092, 15432, 8010 and 8081 to 8085
              --state DIR          where everything is kept (default .beton)
              --fresh              drop what an earlier run kept
              --help               this text
            """;

    static Options parse(List<String> arguments, Path root) {
        Reader reader = new Reader(arguments);
        Path state = root.resolve(".beton");
        boolean fresh = false;
        boolean approvePassed = false;
        Optional<URI> postHog = Optional.empty();
        Optional<String> project = Optional.empty();
        Optional<Instant> asOf = Optional.empty();
        int windowDays = 90;
        int horizonDays = 30;
        Optional<String> outcome = Optional.empty();
        Optional<Path> receiptLog = Optional.empty();
        int persons = 6000;
        PortPlan ports = PortPlan.DEFAULT;
        while (reader.hasNext()) {
            String option = reader.next();
            switch (option) {
                case "--state" -> state = Path.of(reader.value(option)).toAbsolutePath();
                case "--fresh" -> fresh = true;
                case "--approve-passed" -> approvePassed = true;
                case "--posthog" -> postHog = Optional.of(reader.address(option));
                case "--project" -> project = Optional.of(reader.value(option));
                case "--as-of" -> asOf = Optional.of(reader.instant(option));
                case "--window-days" -> windowDays = reader.number(option);
                case "--horizon-days" -> horizonDays = reader.number(option);
                case "--outcome" -> outcome = Optional.of(reader.value(option));
                case "--receipt-log" -> receiptLog = Optional.of(reader.file(option));
                case "--persons" -> persons = reader.number(option);
                case "--first-port" -> ports = PortPlan.from(reader.number(option));
                default -> throw new StartFailure("unknown option " + option + "; --help lists the options");
            }
        }
        if (postHog.isPresent() != project.isPresent()) {
            throw new StartFailure("--posthog and --project belong together");
        }
        return new Options(
                state,
                fresh,
                approvePassed,
                postHog,
                project,
                asOf,
                windowDays,
                horizonDays,
                outcome,
                receiptLog,
                persons,
                ports);
    }

    boolean standIn() {
        return postHog.isEmpty();
    }

    private static final class Reader {
        private final Deque<String> left;

        Reader(List<String> arguments) {
            this.left = new ArrayDeque<>(arguments);
        }

        boolean hasNext() {
            return !left.isEmpty();
        }

        String next() {
            return left.removeFirst();
        }

        String value(String option) {
            if (left.isEmpty()) {
                throw new StartFailure(option + " needs a value; --help lists the options");
            }
            return left.removeFirst();
        }

        int number(String option) {
            String value = value(option);
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new StartFailure(option + " needs a whole number, not " + value);
            }
            if (number < 1) {
                throw new StartFailure(option + " must be 1 or more");
            }
            return number;
        }

        URI address(String option) {
            String value = value(option);
            if (!value.matches("https?://[^\\s/]+/?")) {
                throw new StartFailure(option + " needs an address such as https://eu.posthog.com, not " + value);
            }
            return URI.create(value);
        }

        Path file(String option) {
            Path file = Path.of(value(option)).toAbsolutePath();
            if (!Files.isReadable(file)) {
                throw new StartFailure(option + " names a file that is not there: " + file);
            }
            return file;
        }

        Instant instant(String option) {
            String value = value(option);
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new StartFailure(option + " needs a time such as 2011-10-01T00:00:00Z, not " + value);
            }
        }
    }
}
