package io.beton.backtest.postings;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** What is known of one subject beside its events. */
public final class SubjectFacts {
    private static final long[] NONE = {};
    private static final int HOLDOUT = 3;

    private final SubjectId id;
    /** First and last counted event of each active day, two numbers a day, in order of time. */
    private long[] activity = NONE;

    private int activeDays;
    private long firstSession;
    private long created = Times.NEVER;
    /** The number of an outcome's selector and when it came first, two numbers an outcome. */
    private long[] earlier = NONE;

    public SubjectFacts(SubjectId id) {
        this.id = id;
    }

    public SubjectId id() {
        return id;
    }

    /** Whether a rolling design counts it in the holdout: a third of the subjects, by the CRC-32 of the id. */
    public boolean held() {
        CRC32 crc = new CRC32();
        crc.update(id.value().getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % HOLDOUT == 0;
    }

    public int activeDays() {
        return activeDays;
    }

    public long firstOfDay(int day) {
        return activity[2 * day];
    }

    public long lastOfDay(int day) {
        return activity[2 * day + 1];
    }

    /** The session of the first counted event, as the number of a value; 0 where it has none or nobody asked. */
    public long firstSession() {
        return firstSession;
    }

    /** The first counted event, or {@link Times#NEVER}. */
    public long firstSeen() {
        return activeDays == 0 ? Times.NEVER : firstOfDay(0);
    }

    /** What is kept of it beyond what is kept of everybody. */
    public int bytes() {
        return (activity.length + earlier.length) * Long.BYTES;
    }

    public long created() {
        return created;
    }

    /** The first outcome before the history window, or {@link Times#NEVER}. */
    public long earlier(int selector) {
        int at = place(selector);
        return at < earlier.length ? earlier[at + 1] : Times.NEVER;
    }

    /** @param session of the first, where it is known */
    public void seen(long first, long last, long session) {
        if (activeDays == 0 || first < firstOfDay(0)) {
            firstSession = session;
        }
        int at = activeDays;
        while (at > 0 && Times.day(firstOfDay(at - 1)) >= Times.day(first)) {
            at--;
        }
        if (at < activeDays && Times.day(firstOfDay(at)) == Times.day(first)) {
            activity[2 * at] = Math.min(activity[2 * at], first);
            activity[2 * at + 1] = Math.max(activity[2 * at + 1], last);
            return;
        }
        if (2 * activeDays == activity.length) {
            activity = Arrays.copyOf(activity, Math.max(4, 2 * activity.length));
        }
        System.arraycopy(activity, 2 * at, activity, 2 * at + 2, 2 * (activeDays - at));
        activity[2 * at] = first;
        activity[2 * at + 1] = last;
        activeDays++;
    }

    public void created(long at) {
        created = Math.min(created, at);
    }

    public void earlier(int selector, long time) {
        int at = place(selector);
        if (at == earlier.length) {
            earlier = Arrays.copyOf(earlier, at + 2);
            earlier[at] = selector;
            earlier[at + 1] = time;
        }
        earlier[at + 1] = Math.min(earlier[at + 1], time);
    }

    /** Where an outcome stands or would be added; subjects have had few. */
    private int place(int selector) {
        int at = 0;
        while (at < earlier.length && earlier[at] != selector) {
            at += 2;
        }
        return at;
    }
}
