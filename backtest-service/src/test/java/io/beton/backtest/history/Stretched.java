package io.beton.backtest.history;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Times;
import java.util.OptionalLong;

/** Small histories and claims pulled out to months, backwards from their end. */
final class Stretched {
    private static final int TIMES = 12;
    static final int WINDOW_DAYS = TIMES * Generated.WINDOW_DAYS;
    private static final long START = Generated.AS_OF - WINDOW_DAYS * Times.DAY;

    private Stretched() {}

    static PlainHistory history(PlainHistory history) {
        OptionalLong created = history.created();
        return new PlainHistory(
                history.events().stream().map(Stretched::event).toList(),
                created.isPresent() ? OptionalLong.of(time(created.getAsLong())) : created);
    }

    private static PlainEvent event(PlainEvent event) {
        return new PlainEvent(event.uuid(), event.name(), time(event.time()), event.createdAt(), event.properties());
    }

    /** What lies before the window stays as far before it. */
    private static long time(long time) {
        return time < Generated.START
                ? time - Generated.START + START
                : Generated.AS_OF - TIMES * (Generated.AS_OF - time);
    }

    /** Rolling ones keep asking often, and look back a little further. */
    static Claim claim(Claim claim) {
        Design design = claim.design();
        if (design instanceof Design.Anchored anchored) {
            design = new Design.Anchored(anchored.anchor(), 9 * anchored.withinDays());
        } else if (design instanceof Design.Rolling rolling) {
            design = new Design.Rolling(rolling.everyDays(), 3 * rolling.lookbackDays());
        }
        Outcome outcome = claim.outcome();
        return new Claim(
                claim.subject(),
                claim.condition(),
                design,
                new Outcome(outcome.predicted(), 3 * outcome.horizonDays(), outcome.repeatable()));
    }
}
