package io.beton.bench;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One hypothesis of the bench: so many events of a name within so many days foretell a subscription in the next 30.
 *
 * @param rolling whether that is asked every day of the days before; else once, of the days after the sign-up
 */
record Asked(int name, int atLeast, int days, boolean rolling) {
    static final int HORIZON_DAYS = 30;
    private static final int BEHAVIOURS = World.NAMES - 2;

    /** So many different ones: by name first, then by how many, then by how long. */
    static List<Asked> anchored(int count) {
        List<Asked> all = new ArrayList<>();
        for (int days : new int[] {7, 14, 3}) {
            for (int atLeast = 1; atLeast <= 14; atLeast++) {
                for (int name = 0; name < BEHAVIOURS; name++) {
                    all.add(new Asked(2 + name, atLeast, days, false));
                }
            }
        }
        return List.copyOf(all.subList(0, count));
    }

    static Asked daily() {
        return new Asked(5, 3, 7, true);
    }

    static Selector selector(int name) {
        return Selector.of("event_" + name);
    }

    Claim claim() {
        Design design = rolling
                ? new Design.Rolling(1, days)
                : new Design.Anchored(Optional.of(selector(World.SIGNED_UP)), days);
        return new Claim(
                Subject.PERSON,
                new Condition.Count(selector(name), atLeast),
                design,
                Outcome.of(selector(World.SUBSCRIBED), HORIZON_DAYS));
    }

    static HistoryRequest request(List<Asked> asked) {
        return new HistoryRequest(
                new RequestId("req_bench"),
                new ConnectionId("con_bench"),
                Purpose.BACKTEST,
                World.AS_OF,
                World.WINDOW_DAYS,
                IntStream.range(0, asked.size())
                        .mapToObj(i -> new Candidate(
                                new HypothesisId("hyp_" + i), 1, asked.get(i).claim(), Bar.DEFAULT, false, 1))
                        .toList());
    }
}
