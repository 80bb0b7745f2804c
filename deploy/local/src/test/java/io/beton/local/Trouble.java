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
