package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Aggregate and window functions with the suffixes If and OrNull. */
final class Aggregates {
    private static final Map<String, AggregateRules.Rule> RULES = AggregateRules.all();

    private static final Set<String> ANY_CASE = Set.of("count", "min", "max", "sum", "avg");
    private static final Set<String> OR_NULL = Set.of("avg", "sum", "min", "max", "count", "countDistinct", "median");
    private static final Set<String> WITH_PARAMETER = Set.of("quantile", "topK", "windowFunnel");
    private static final Set<String> NEVER_IF = Set.of("topK", "windowFunnel");

    private Aggregates() {}

    static Set<String> names() {
        return RULES.keySet();
    }

    /** Empty where no aggregate has that name; suffixes stand as in {@code minIf} and {@code minOrNullIf}. */
    static Optional<Sql> apply(Arguments arguments) {
        String name = arguments.name();
        boolean conditional = name.endsWith("If");
        String unconditional = conditional ? name.substring(0, name.length() - 2) : name;
        boolean orNull = unconditional.endsWith("OrNull");
        String plain = orNull ? unconditional.substring(0, unconditional.length() - 6) : unconditional;
        if (orNull && !OR_NULL.contains(plain) || conditional && NEVER_IF.contains(plain)) {
            return Optional.empty();
        }
        Optional<AggregateRules.Rule> rule = rule(plain);
        if (rule.isPresent()
                && WITH_PARAMETER.contains(plain) != arguments.parameter().isPresent()) {
            throw HogQlException.query("Aggregation '" + name + "' expects "
                    + (WITH_PARAMETER.contains(plain) ? "1 parameter, found none" : "no parameters"));
        }
        return rule.map(found -> say(found, arguments, conditional, orNull));
    }

    private static Optional<AggregateRules.Rule> rule(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(RULES.get(ANY_CASE.contains(lower) ? lower : name));
    }

    private static Sql say(AggregateRules.Rule rule, Arguments arguments, boolean conditional, boolean orNull) {
        if (arguments.aggregate() && arguments.call().over().isEmpty()) {
            throw HogQlException.clickHouse(
                    "illegal_aggregation",
                    "Aggregate function " + arguments.name() + " is found inside another aggregate function in query");
        }
        List<Sql> values = arguments.all();
        String filter = "";
        if (conditional) {
            arguments.expect(1, 99);
            Sql condition = values.get(values.size() - 1);
            filter = " FILTER (WHERE " + condition.condition() + ")";
            values = values.subList(0, values.size() - 1);
        }
        AggregateRules.Said said = rule.say(arguments, values);
        String over = arguments
                .call()
                .over()
                .map(window -> over(window, arguments.translator()))
                .orElse("");
        String text = said.text().replace("{f}", filter + over);
        boolean missing = orNull || said.type().nullable();
        String sure = missing ? text : "coalesce(" + text + ", " + said.type().emptyValue() + ")";
        return Sql.of(sure, said.type().nullable(missing), true);
    }

    private static String over(Expression.Over over, ExpressionTranslator translator) {
        String partition = over.partitionBy().stream()
                .map(each -> translator.sql(each).text())
                .collect(Collectors.joining(", "));
        String order = over.orderBy().stream()
                .map(each -> translator.sql(each.expression()).text() + SelectTranslator.direction(each))
                .collect(Collectors.joining(", "));
        return " OVER (" + (partition.isEmpty() ? "" : "PARTITION BY " + partition)
                + (order.isEmpty() ? "" : " ORDER BY " + order) + over.frame() + ")";
    }
}
