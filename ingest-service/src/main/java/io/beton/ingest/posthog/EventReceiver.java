package io.beton.ingest.posthog;

/** Takes the events of one answer as they are read from the wire. */
public interface EventReceiver {

    /** @param kind the place of the kind of subject among those that were asked for */
    void event(int kind, EventRow event);
}
