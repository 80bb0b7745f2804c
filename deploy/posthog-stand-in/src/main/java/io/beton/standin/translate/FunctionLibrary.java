package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All functions by name; a name that is in no list is refused, as PostHog's allow-list does. */
final class FunctionLibrary {
    private static final Map<String, Function> SCALAR = scalar();
    private static final Set<String> ANY_CASE = Set.of(
            "lower",
            "upper",
            "concat",
            "substring",
            "position",
            "extract",
            "replace",
            "trim",
            "length",
            "reverse",
            "abs",
            "round",
            "floor",
            "ceil",
            "exp",
            "log",
            "log2",
            "log10",
            "sqrt",
            "pow",
            "power",
            "sign",
            "if",
            "not",
            "now",
            "coalesce",
            "ifnull",
            "nullif",
            "isnull",
            "greatest",
            "least");

    private FunctionLibrary() {}

    private static Map<String, Function> scalar() {
        Map<String, Function> functions = new HashMap<>();
        TextFunctions.register(functions);
        NumberFunctions.register(functions);
        ConditionFunctions.register(functions);
        ConversionFunctions.register(functions);
        TimeFunctions.register(functions);
        PeriodFunctions.register(functions);
        TimeArithmetic.register(functions);
        ArrayFunctions.register(functions);
        LambdaFunctions.register(functions);
        JsonFunctions.register(functions);
        return functions;
    }

    static Sql apply(Arguments arguments) {
        String name = arguments.name();
        Optional<Function> function = find(name);
        if (function.isPresent()) {
            if (arguments.call().over().isPresent()) {
                throw HogQlException.query("Function '" + name + "' cannot be used with OVER");
            }
            return function.get().apply(arguments);
        }
        return Aggregates.apply(arguments).orElseThrow(() -> unsupported(name));
    }

    private static Optional<Function> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(SCALAR.get(ANY_CASE.contains(lower) ? lower : name));
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>(SCALAR.keySet());
        names.addAll(Aggregates.names());
        return names;
    }

    private static HogQlException unsupported(String name) {
        Optional<String> close = names().stream()
                .filter(known -> distance(known.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)) <= 2)
                .filter(known -> known.length() > 3)
                .findFirst();
        return HogQlException.query("Unsupported function call '" + name + "(...)'."
                + close.map(known -> " Perhaps you meant '" + known + "(...)'?").orElse(""));
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
