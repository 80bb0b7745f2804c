package io.beton.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.backtest.Histories;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The classic trap of immortal time: 103 patients accepted for a heart transplant at Stanford (Crowley and Hu, Journal of
 * the American Statistical Association 72, 1977), who had to live until a heart was found. Of those followed for a year,
 * or until they died in it, the transplanted seem to live on 6.60 times as often; seen from day 14, 1.02 times.
 */
class HeartTransplantTest {
    private static final int YEAR = 365;
    private static final int LANDMARK = 14;

    private record Patient(OptionalInt transplanted, int followed, boolean died) {
        boolean livedAYear() {
            return followed >= YEAR;
        }
    }

    @Test
    void lookingAheadMakesTheTransplantLookLikeALifeSaver() throws IOException {
        List<Patient> with = patients().stream()
                .filter(patient -> patient.transplanted().isPresent())
                .toList();
        List<Patient> without = patients().stream()
                .filter(patient -> patient.transplanted().isEmpty())
                .toList();
        assertThat(shareAlive(with) / shareAlive(without)).isCloseTo(6.60, within(0.005));
    }

    @Test
    void fromALandmarkOnTheEffectIsGone() throws IOException {
        // Given
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_stanford"),
                Histories.CONNECTION,
                Purpose.BACKTEST,
                Instant.parse("2026-04-01T00:00:00Z"),
                YEAR + 1,
                List.of(candidate()));
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.batch(events()));

        // When
        Report report = new ReportWriter(request, Instant.parse("2026-04-01T00:00:00Z"), Scorer.score(history))
                .reports()
                .get(0);

        // Then: who died before the landmark is neither saved nor lost by a transplant
        Counts dead = report.full().counts();
        assertThat(dead).isEqualTo(new Counts(13, 7, 40, 21));
        assertThat(report.alreadyConverted()).isEqualTo(14);
        double aliveOfFired = (double) dead.fp() / dead.fired();
        double aliveOfOthers = (double) dead.tn() / (dead.fn() + dead.tn());
        assertThat(aliveOfFired / aliveOfOthers).isCloseTo(1.02, within(0.005));
        Interval lift = report.full().liftInterval().orElseThrow();
        assertThat(1.0).isBetween(lift.lower(), lift.upper());
    }

    /** A transplant within 14 days of acceptance, and death in what is left of a year. */
    private static Candidate candidate() {
        Claim claim = new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of("transplanted"), 1),
                new Design.Anchored(Optional.of(Selector.of("accepted")), LANDMARK),
                Outcome.of(Selector.of("died"), YEAR - LANDMARK));
        return Histories.candidate("hyp_stanford", claim, false);
    }

    /** All are accepted as the window begins; the fixture's days count from 90 days before the end. */
    private static List<EventBatch.Event> events() throws IOException {
        double accepted = Histories.WINDOW_DAYS - (YEAR + 1);
        List<EventBatch.Event> events = new ArrayList<>();
        List<Patient> patients = patients();
        for (int i = 0; i < patients.size(); i++) {
            Patient patient = patients.get(i);
            String name = "patient " + i;
            events.add(Histories.event(name, accepted, "accepted"));
            patient.transplanted()
                    .ifPresent(days -> events.add(Histories.event(name, accepted + days, "transplanted")));
            if (patient.died() && patient.followed() < YEAR) {
                events.add(Histories.event(name, accepted + patient.followed(), "died"));
            }
        }
        return events;
    }

    private static double shareAlive(List<Patient> patients) {
        return (double) patients.stream().filter(Patient::livedAYear).count() / patients.size();
    }

    /** Those of whom it is known whether they lived a year. */
    private static List<Patient> patients() throws IOException {
        try (InputStream csv = HeartTransplantTest.class.getResourceAsStream("stanford-heart-transplant.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Patient(
                            cells[0].isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cells[0])),
                            Integer.parseInt(cells[1]),
                            cells[2].equals("1")))
                    .filter(patient -> patient.died() || patient.livedAYear())
                    .toList();
        }
    }
}
