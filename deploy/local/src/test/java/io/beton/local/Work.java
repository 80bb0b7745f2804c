package io.beton.local;

/**
 * A part of the way from PostHog to a receiver, and what the database shows of it while it is under way: things with ids
 * that are finished once, or undone.
 */
enum Work {
    /** A poll that has events to publish which were made lately; its cursor moves once all of them are on their topic. */
    READING(Work.POLLS, "exists (select 1 from ingest.cursor c where c.created_at::text = id)"),
    /** A transaction that moves a poll's cursor together with what was published; looked at, it is held before its end. */
    ADVANCING(Work.transactions("ingest.published") + " and exists (" + Work.POLLS + ")", Work.NOT_COMMITTED),
    /** A transaction of the router that changes what is kept of subjects. */
    MATCHING(Work.transactions("router.subject_row"), Work.NOT_COMMITTED),
    /** A signal that is to be on its topic. */
    TELLING("select o.id from router.outbox o", "exists (select 1 from router.outbox o where o.id::text = seen.id)"),
    /** The first attempt at a delivery; taking it on makes it due in a minute. */
    DELIVERING(
            "select d.delivery_id from asked, router.delivery d where d.state = 'pending' and d.attempts = 0"
                    + " and d.due_at > greatest(clock_timestamp(), since + interval '1 minute')",
            "exists (select 1 from router.delivery where delivery_id = id and state = 'pending' and attempts = 0)"),
    /** A transaction that writes down what became of an attempt. */
    SETTLING(Work.transactions("router.attempt"), Work.NOT_COMMITTED);

    /** Who died holds the cursor for a lease; events are visible to a poll once they have settled. */
    private static final String POLLS = "select c.created_at from asked, ingest.cursor c"
            + " where c.held_until > greatest(clock_timestamp(), since + interval '15 seconds')"
            + " and exists (select 1 from unnest(made) as m (at) where m.at > c.created_at"
            + " and m.at <= extract(epoch from c.held_until - interval '17 seconds') * 1000000)";

    /** Of a transaction that left no trace at all the number is given to another one. */
    private static final String NOT_COMMITTED = "case when id::xid8 < pg_snapshot_xmax(pg_current_snapshot())"
            + " then pg_xact_status(id::xid8) <> 'committed' else true end";

    private final String underWay;
    private final String unfinished;

    Work(String underWay, String unfinished) {
        this.underWay = "with asked (since, made) as (select ?::timestamptz, ?::bigint[]) select u::text from ("
                + underWay + ") as under_way (u)";
        this.unfinished = "select id from unnest(?::text[]) as seen (id) where " + unfinished;
    }

    /** Asks for ids of what was begun after a time, given when the events were made that are to be read. */
    String underWay() {
        return underWay;
    }

    /** Asks for those of some ids that are not finished. */
    String unfinished() {
        return unfinished;
    }

    /** Those that have written into a table and are open. */
    private static String transactions(String table) {
        return "select a.backend_xid from pg_stat_activity a join pg_locks l on l.pid = a.pid"
                + " where a.backend_xid is not null and l.mode = 'RowExclusiveLock' and l.relation = '" + table
                + "'::regclass";
    }
}
