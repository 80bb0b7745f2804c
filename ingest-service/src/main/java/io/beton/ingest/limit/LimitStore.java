package io.beton.ingest.limit;

import io.beton.kit.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Counts the requests of each project, for all replicas; each step holds the project's row for an instant.
 *
 * <p>Reads and writes: the tables {@code limiter}, {@code counted_request}, {@code waiting_request}. On failure: throws;
 * nothing was counted, and nothing may be asked.
 */
@ApplicationScoped
class LimitStore {
    private final Database database;
    private final LimitPolicy policy;
    private final LimitConfig config;

    LimitStore(DataSource database, LimitConfig config) {
        this.database = new Database(database);
        this.policy = new LimitPolicy(config);
        this.config = config;
    }

    /** Counts the request where it may go now, and else lets it wait in its place. */
    Turn turn(Ticket ticket, Instant now) {
        return database.transaction(sql -> {
            LockedLimiter limiter = LockedLimiter.of(sql, ticket.project());
            Usage usage = new Usage(
                    limiter.pausedUntil(),
                    limiter.latest(policy.perMinute(ticket.priority())),
                    limiter.latest(policy.perHour(ticket.priority())),
                    limiter.countedAfter(now),
                    limiter.bytes(),
                    limiter.ahead(ticket, now));
            Decision decision = policy.decide(usage, ticket.priority(), now);
            if (decision instanceof Decision.Wait wait) {
                return new Turn.Later(wait, ticket.at(limiter.place(ticket, now.plus(Ticket.SEEN))));
            }
            limiter.leave(ticket);
            limiter.clear(now.minus(LimitPolicy.HOUR));
            return new Turn.Now(limiter.count(now.plus(config.answerWithin()).plus(Ticket.SEEN)));
        });
    }

    /** The request has ended; what its answer said holds for everybody. */
    void ended(PostHogProject project, long request, Said said, Instant now) {
        database.transaction(sql -> {
            LockedLimiter limiter = LockedLimiter.of(sql, project);
            limiter.counted(request, now);
            limiter.heard(said, now);
            return limiter;
        });
    }

    /** Nobody asks this project before a time. */
    void pause(PostHogProject project, Instant until, Instant now) {
        database.transaction(sql -> {
            LockedLimiter limiter = LockedLimiter.of(sql, project);
            limiter.heard(new Said(Optional.empty(), Optional.of(until)), now);
            return limiter;
        });
    }

    void giveUp(Ticket ticket) {
        database.transaction(sql -> {
            LockedLimiter.of(sql, ticket.project()).leave(ticket);
            return ticket;
        });
    }

    LimitsView view(PostHogProject project, Instant now) {
        return database.transaction(sql -> {
            LockedLimiter limiter = LockedLimiter.of(sql, project);
            int inFlight = limiter.countedAfter(now);
            return new LimitsView(
                    new LimitsView.Requests(
                            limiter.countedAfter(now.minus(LimitPolicy.MINUTE)), policy.perMinute(Priority.POLL)),
                    new LimitsView.Requests(
                            limiter.countedAfter(now.minus(LimitPolicy.HOUR)), policy.perHour(Priority.POLL)),
                    new LimitsView.Requests(inFlight, config.concurrent()),
                    limiter.bytes().map(ByteBalance::left),
                    limiter.pausedUntil().filter(until -> until.isAfter(now)));
        });
    }

    /** What an answer said: the bytes that are left, and until when it wants to hear nothing. */
    record Said(Optional<Long> bytesLeft, Optional<Instant> pausedUntil) {}
}
