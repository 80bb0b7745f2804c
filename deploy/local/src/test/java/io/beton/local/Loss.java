package io.beton.local;

import io.beton.model.Topics;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be lost, and what comes of it: the rows of the table in {@code deploy/operations/backup.md}, each tried by
 * {@link LossesIT}.
 *
 * <p>The order is that of trying: the last one leaves nothing that could go on.
 */
enum Loss {
    CONNECTIONS(
            Optional.of(Topics.CONNECTIONS),
            "nothing",
            "ingest-service says every connection again within seconds, also while it runs",
            "nothing"),
    TAXONOMY(Optional.of(Topics.TAXONOMY), "nothing", "ingest-service says every taxonomy again", "nothing"),
    HYPOTHESES(
            Optional.of(Topics.HYPOTHESES),
            "nothing",
            "hypothesis-service says every hypothesis again; until then ingest-service moves no cursor, and the router"
                    + " goes on with what the topic says once it ends before what a batch was read for",
            "start hypothesis-service, where it does not run"),
    HISTORY_REQUESTS(
            Optional.of(Topics.HISTORY_REQUESTS),
            "requests that nobody had read",
            "the past of a live hypothesis is asked for again (`beton.hypothesis.warm-up`); backtests and explorations"
                    + " without an answer are given up",
            "ask again for backtests and explorations that were given up"),
    HISTORY(
            Optional.of(Topics.HISTORY),
            "histories on their way",
            "as with `beton.history-requests`",
            "as with `beton.history-requests`"),
    BACKTEST_PARTIALS(
            Optional.of(Topics.BACKTEST_PARTIALS),
            "counts of requests that are under way",
            "these are given up after their time",
            "ask again"),
    BACKTESTS(
            Optional.of(Topics.BACKTESTS),
            "results that hypothesis-service had not read; reports are in its database",
            "the hypothesis is `proposed` again after `beton.hypothesis.backtest-timeout`",
            "ask again"),
    SEARCH_SCORES(
            Optional.of(Topics.SEARCH_SCORES),
            "scores that hypothesis-service had not read",
            "the exploration is given up after its time",
            "explore again"),
    EVENTS(
            Optional.of(Topics.EVENTS),
            "nothing; what the router had not taken in is read from PostHog again",
            "the router notices, judges nobody who may lack events, and gets the past of every live hypothesis anew;"
                    + " then it signals who fired meanwhile",
            "nothing; it costs the reading of a warm-up for each live hypothesis"),
    SIGNALS(
            Optional.of(Topics.SIGNALS),
            "signals on the topic that a reader of yours had not read, and that a re-test had not counted",
            "new signals are published",
            "tell your readers; every signal is in `GET /api/v1/signals`"),
    DEAD_LETTERS(
            Optional.empty(),
            "`*.dead-letter`",
            "records that were set aside, for people to look at",
            "new ones are set aside",
            "nothing"),
    BROKER(
            Optional.empty(),
            "the whole broker; so also a database that is newer than its topics",
            "what the rows above say, together",
            "as above; no signal is missing in the database or at sinks",
            "make the topics, start the services again"),
    ROUTER(
            Optional.empty(),
            "schema `router`",
            "sinks, deliveries that were owed, who is a member, attempts; when a signal was raised",
            "the past of every live hypothesis is read again, and every signal since its approval is raised and"
                    + " published again, with the id that it had",
            "start router-service again, make the sinks anew"),
    INGEST(
            Optional.empty(),
            "schema `ingest`",
            "the API keys; what was read and spent, histories of the last month",
            "each connection comes back from its topic under its id, as `broken`; the last three days of events are"
                    + " read again, and repeats are dropped",
            "start ingest-service again, `PATCH` each connection with its API key"),
    RESTORED(
            Optional.empty(),
            "the database restored from a backup, so older than the topics",
            "what people did since: sinks, goals, approvals and edits (a hypothesis made since is matched no more)",
            "cursors and offsets go on from the backup's: what was read since is read again, as far back as"
                    + " `beton.events` reaches, else as with `beton.events`; signals raised since come again with the id"
                    + " that they had",
            "do again what people did since"),
    HYPOTHESIS(
            Optional.empty(),
            "schema `hypothesis`",
            "goals, hypotheses, approvals, reports, audit",
            "nothing is matched any more, since nobody could stop it; what the router knows of subjects stays",
            "restore the backup; pause and resume what is live, and who fired meanwhile is signalled"),
    DATABASE(
            Optional.empty(),
            "the whole database without a backup",
            "all of the three schemas above",
            "connections come back as `broken`; what topics still say is matched once more, with the ids that it had,"
                    + " until hypothesis-service has said that nothing is",
            "begin anew");

    private final Optional<Topics.Topic> topic;
    private final String what;
    private final String lost;
    private final String itself;
    private final String operator;

    Loss(Optional<Topics.Topic> topic, String lost, String itself, String operator) {
        this(topic, "`" + topic.orElseThrow().name() + "`", lost, itself, operator);
    }

    Loss(Optional<Topics.Topic> topic, String what, String lost, String itself, String operator) {
        this.topic = topic;
        this.what = what;
        this.lost = lost;
        this.itself = itself;
        this.operator = operator;
    }

    Optional<Topics.Topic> topic() {
        return topic;
    }

    /** As it stands in the table. */
    String row() {
        return "| " + what + " | " + lost + " | " + itself + " | " + operator + " |";
    }

    /** Whether what was published before is not on the topic of signals any more. */
    boolean forgetsSignals() {
        return this == SIGNALS || this == BROKER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
