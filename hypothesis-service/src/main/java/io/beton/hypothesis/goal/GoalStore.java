package io.beton.hypothesis.goal;

import io.beton.hypothesis.store.Transactions;
import io.beton.model.Json;
import io.beton.model.id.GoalId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * The goals.
 *
 * <p>Reads and writes: the table {@code goal}. On failure: throws, nothing is changed.
 */
@ApplicationScoped
public class GoalStore {
    private final Transactions transactions;

    GoalStore(Transactions transactions) {
        this.transactions = transactions;
    }

    void save(Goal goal) {
        transactions.run(transaction -> transaction.update("""
                insert into hypothesis.goal (id, document) values (?, ?)
                on conflict (id) do update set document = excluded.document
                """, goal.goalId().value(), Json.text(goal)));
    }

    /** The goal; where there is none, a problem for the caller. */
    public Goal get(GoalId id) {
        return transactions
                .run(transaction -> transaction.document(
                        Goal.class, "select document from hypothesis.goal where id = ?", id.value()))
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no goal " + id));
    }

    List<Goal> all() {
        return transactions.run(transaction ->
                transaction.documents(Goal.class, "select document from hypothesis.goal order by created_at, id"));
    }
}
