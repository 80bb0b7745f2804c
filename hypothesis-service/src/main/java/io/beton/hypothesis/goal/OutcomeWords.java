package io.beton.hypothesis.goal;

import io.beton.model.hypothesis.GoalKind;
import java.util.List;
import java.util.Set;

/**
 * How companies call the outcomes of a kind of goal.
 *
 * @param phrases the surest first
 * @param elsewhere words that, beside a phrase, say that another thing happened
 */
record OutcomeWords(List<String> phrases, Set<String> elsewhere) {
    private static final Set<String> UNDOING = Set.of(
            "cancel",
            "canceled",
            "cancelled",
            "deleted",
            "downgraded",
            "ended",
            "expired",
            "paused",
            "removed",
            "returned",
            "trial");

    private static final OutcomeWords CONVERSION = new OutcomeWords(
            List.of(
                    "subscribed",
                    "subscription started",
                    "subscription created",
                    "subscription activated",
                    "started subscription",
                    "trial converted",
                    "purchase completed",
                    "completed purchase",
                    "purchased",
                    "purchase",
                    "checkout completed",
                    "completed checkout",
                    "payment succeeded",
                    "payment completed",
                    "order completed",
                    "order placed",
                    "placed order",
                    "order created",
                    "order",
                    "bought",
                    "upgraded",
                    "paid",
                    "converted",
                    "plan"),
            UNDOING);

    private static final OutcomeWords EXPANSION = new OutcomeWords(
            List.of(
                    "upgraded",
                    "upgrade completed",
                    "upgrade",
                    "plan changed",
                    "seats added",
                    "seat added",
                    "added seat",
                    "added seats",
                    "seats purchased",
                    "seat purchased",
                    "seats changed",
                    "seats",
                    "seat",
                    "license added",
                    "licenses added",
                    "add on purchased",
                    "addon purchased",
                    "expanded",
                    "plan"),
            UNDOING);

    private static final OutcomeWords CHURN = new OutcomeWords(
            List.of(
                    "churned",
                    "subscription cancelled",
                    "subscription canceled",
                    "cancelled subscription",
                    "canceled subscription",
                    "plan cancelled",
                    "plan canceled",
                    "unsubscribed",
                    "account deleted",
                    "deleted account",
                    "account closed",
                    "account cancelled",
                    "account canceled",
                    "user deleted",
                    "downgraded",
                    "deactivated",
                    "cancelled",
                    "canceled"),
            Set.of(
                    "booking",
                    "event",
                    "export",
                    "import",
                    "invitation",
                    "invite",
                    "meeting",
                    "order",
                    "payment",
                    "upload"));

    static OutcomeWords of(GoalKind kind) {
        return switch (kind) {
            case CONVERSION -> CONVERSION;
            case EXPANSION -> EXPANSION;
            case CHURN -> CHURN;
        };
    }
}
