package io.beton.local;

import io.beton.model.hypothesis.Selector;
import java.util.Map;

/**
 * One way in which reading goes wrong.
 *
 * @param fault what the table calls it
 * @param crowd whose events are read meanwhile
 * @param happening captures the events of the crowd and breaks something; returns when what was broken is whole again
 */
record Trouble(String fault, Crowd crowd, Happening happening) {
    private static final String PAGE_SIZE = "20";
    /** Pages so small that each poll has several, and looks every other second for what came late. */
    static final Map<String, String> SETTINGS = Map.of(
            "BETON_INGEST_POLL_SETTLE",
            "PT1S",
            "BETON_INGEST_POLL_OVERLAP",
            ReadSystem.OVERLAP.toString(),
            "BETON_INGEST_POLL_DEEP_EVERY",
            "PT2S",
            "BETON_INGEST_POLL_FIRST_PAGE_SIZE",
            PAGE_SIZE,
            "BETON_INGEST_POLL_PAGE_SIZE",
            PAGE_SIZE);

    /** One that meets a crowd whose event bears its name. */
    static Trouble of(String fault, Happening happening) {
        return new Trouble(fault, new Crowd(Selector.of(fault), Map.of()), happening);
    }

    void happen(ReadSystem system) throws Exception {
        happening.on(system, crowd);
    }

    /** Something that is done to a running system. */
    @FunctionalInterface
    interface Happening {
        void on(ReadSystem system, Crowd crowd) throws Exception;
    }
}
