package io.beton.bench.live;

import io.siddhi.core.SiddhiAppRuntime;
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.event.Event;
import io.siddhi.core.query.output.callback.QueryCallback;
import io.siddhi.core.stream.input.InputHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hypotheses that Siddhi can say, in its memory: a stream for each name, so that it looks at no rule that an event does
 * not concern, and for each rule one sliding window over the event's own time, grouped by subject.
 */
final class RuleEngine implements AutoCloseable {
    private static final long DAY_MILLIS = 86_400_000;

    private final SiddhiManager manager = new SiddhiManager();
    private final SiddhiAppRuntime app;
    private final InputHandler[] streams = new InputHandler[Watch.BEHAVIOURS + Watch.ANCHORS];
    private final Set<Told.Firer> firers = new HashSet<>();

    RuleEngine(List<Watch> watches, People people) {
        StringBuilder text = new StringBuilder("@app:playback\n");
        for (int name = 0; name < streams.length; name++) {
            text.append("define stream S%d (subject int, ts long);%n".formatted(name));
        }
        List<Watch> asked =
                watches.stream().filter(watch -> rule(watch).isPresent()).toList();
        asked.forEach(watch -> text.append(rule(watch).orElseThrow()).append('\n'));
        app = manager.createSiddhiAppRuntime(text.toString());
        for (Watch watch : asked) {
            app.addCallback("q" + watch.number(), new QueryCallback() {
                @Override
                public void receive(long timestamp, Event[] fired, Event[] expired) {
                    if (fired != null) {
                        for (Event event : fired) {
                            firers.add(new Told.Firer(watch.id(), people.id((int) event.getData(0))));
                        }
                    }
                }
            });
        }
        app.start();
        for (int name = 0; name < streams.length; name++) {
            streams[name] = app.getInputHandler("S" + name);
        }
    }

    /** Whether it has a rule for a hypothesis: not where that waits for the end of its window, or is anchored. */
    static boolean says(Watch watch) {
        return rule(watch).isPresent();
    }

    private static Optional<String> rule(Watch watch) {
        String window = "#window.externalTime(ts, " + watch.days() + " days)";
        return switch (watch.kind()) {
            case COUNT ->
                Optional.of(query(watch, "S" + watch.first() + window, "count() as n", "n >= " + watch.atLeast()));
            case DAYS ->
                Optional.of(query(
                        watch,
                        "S" + watch.first() + window,
                        "distinctCount(ts / " + DAY_MILLIS + "L) as n",
                        "n >= " + watch.atLeast()));
            case SEQUENCE ->
                Optional.of(both(watch)
                        + query(
                                watch,
                                "B" + watch.number() + "#window.externalTime(ts, " + Watch.SEQUENCE_HOURS + " hours)",
                                "second, sum(1 - second) as n",
                                "second == 1 and n >= 1"));
            case BOTH ->
                Optional.of(both(watch)
                        + query(
                                watch,
                                "B" + watch.number() + window,
                                "sum(1 - second) as n, sum(second) as m",
                                "n >= " + watch.atLeast() + " and m >= " + watch.atLeast()));
            case ANCHORED, TREND -> Optional.empty();
        };
    }

    /** Two names in one stream. */
    private static String both(Watch watch) {
        return "from S%1$d select subject, ts, 0 as second insert into B%3$d;%nfrom S%2$d select subject, ts, 1 as second insert into B%3$d;%n"
                .formatted(watch.first(), watch.second(), watch.number());
    }

    private static String query(Watch watch, String from, String select, String having) {
        return "@info(name = 'q%1$d') from %2$s select subject, %3$s group by subject having %4$s insert into F%1$d;"
                .formatted(watch.number(), from, select, having);
    }

    void take(Sessions sessions) throws InterruptedException {
        for (int i = 0; i < sessions.size(); i++) {
            long at = sessions.millis(i);
            streams[sessions.name(i)].send(at, new Object[] {sessions.person(i), at});
        }
    }

    Set<Told.Firer> firers() {
        return firers;
    }

    @Override
    public void close() {
        app.shutdown();
        manager.shutdown();
    }
}
