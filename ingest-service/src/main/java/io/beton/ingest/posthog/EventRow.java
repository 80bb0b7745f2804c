package io.beton.ingest.posthog;

import java.io.IOException;

/**
 * One event of an answer as one kind of subject sees it: with its own subject, selectors and counted properties. It is the
 * same object for every event, so whoever gets it keeps nothing of it.
 */
public final class EventRow {
    private final TextNumbers subjects;
    private final PostHogUuid uuid = new PostHogUuid();
    private final long[] masks;
    private final long[] hashes;
    private EventKind kind;
    private long timestamp;
    private long createdAt;
    private int subject;

    /** @param rows how many an answer may have */
    EventRow(int masks, int hashes, int rows) {
        this.subjects = new TextNumbers(rows);
        this.masks = new long[masks];
        this.hashes = new long[hashes];
    }

    /** Takes all but the subjects. */
    void read(RowValues values) throws IOException {
        values.uuid(uuid);
        timestamp = values.micros();
        createdAt = values.micros();
        for (int i = 0; i < masks.length; i++) {
            masks[i] = values.number();
        }
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = values.hash();
        }
    }

    /** Takes the subject of a kind; whether the event is one of it. */
    boolean readSubject(EventKind of, RowValues values) throws IOException {
        kind = of;
        subject = values.numbered(subjects);
        return subject != RowValues.NO_TEXT && matches() > 0;
    }

    public long uuidHigh() {
        return uuid.high();
    }

    public long uuidLow() {
        return uuid.low();
    }

    public long timestamp() {
        return timestamp;
    }

    public long createdAt() {
        return createdAt;
    }

    /** The number of the subject within this answer, from 0. */
    public int subject() {
        return subject;
    }

    /** The subject's id in UTF-8; the same array for the same number. */
    public byte[] subjectId() {
        return subjects.text(subject);
    }

    /** How many of the kind's selectors it matches. */
    public int matches() {
        int matches = 0;
        for (int i = 0; i < masks.length; i++) {
            matches += Long.bitCount(mask(i));
        }
        return matches;
    }

    /** The columns of bits, one for each selector of the question, of which only the kind's own are set. */
    public int masks() {
        return masks.length;
    }

    public long mask(int column) {
        return masks[column] & kind.mask(column);
    }

    /** The hash of a property of the question; 0 where it has no value, or does not count for the kind. */
    public long hash(int property) {
        return kind.counts(property) ? hashes[property] : PostHogHash.MISSING;
    }

    public int properties() {
        return hashes.length;
    }
}
