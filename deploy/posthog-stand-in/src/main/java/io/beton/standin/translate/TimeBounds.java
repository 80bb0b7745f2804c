package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import java.util.List;
import java.util.Optional;

/** Finds, in a WHERE, the plain bounds on the timestamp of events: only they let PostHog skip data. */
final class TimeBounds {
    private TimeBounds() {}

    static void note(Expression where, Scope scope, ExpressionTranslator expressions) {
        if (where instanceof Expression.Logic logic && logic.all()) {
            logic.operands().forEach(operand -> note(operand, scope, expressions));
        }
        if (!(where instanceof Expression.Compare compare)
                || !compare.operator().matches("<|<=|>|>=|=")
                || !(compare.left() instanceof Expression.Field field)) {
            return;
        }
        List<String> chain = field.chain();
        if (!chain.get(chain.size() - 1).equals("timestamp") || chain.size() > 2) {
            return;
        }
        constant(compare.right(), expressions)
                .ifPresent(bound -> source(chain, scope)
                        .ifPresent(events -> events.bounded("\"timestamp\" " + compare.operator() + " " + bound)));
    }

    private static Optional<EventsSource> source(List<String> chain, Scope scope) {
        List<Source> sources = chain.size() == 2
                ? Optional.ofNullable(scope.sources().get(chain.get(0))).stream()
                        .toList()
                : List.copyOf(scope.sources().values());
        return sources.size() == 1 && sources.get(0) instanceof EventsSource events
                ? Optional.of(events)
                : Optional.empty();
    }

    /** The text of a time that depends on no column; empty for anything else. */
    private static Optional<String> constant(Expression expression, ExpressionTranslator expressions) {
        Schema schema = expressions.schema();
        Scope nothing = new Scope(Optional.empty());
        ExpressionTranslator alone =
                new ExpressionTranslator(schema, nothing, new QueryTranslator(schema, new Footprint()));
        try {
            Sql sql = Coercion.beside(alone.sql(expression), Type.time64(schema.columnZone()));
            return sql.type().is(Type.Kind.TIME) ? Optional.of(sql.text()) : Optional.empty();
        } catch (HogQlException dependsOnColumns) {
            return Optional.empty();
        }
    }
}
