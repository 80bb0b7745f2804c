package io.beton.standin.translate;

import io.beton.standin.hogql.Expression;
import io.beton.standin.hogql.HogQlException;
import io.beton.standin.translate.Type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of a function: its arguments, translated when asked for. */
final class Arguments {
    private final Expression.Call call;
    private final ExpressionTranslator translator;
    private final List<Optional<Sql>> translated = new ArrayList<>();

    Arguments(Expression.Call call, ExpressionTranslator translator) {
        this.call = call;
        this.translator = translator;
        call.arguments().forEach(argument -> translated.add(Optional.empty()));
    }

    Expression.Call call() {
        return call;
    }

    ExpressionTranslator translator() {
        return translator;
    }

    Schema schema() {
        return translator.schema();
    }

    String name() {
        return call.name();
    }

    int count() {
        return call.arguments().size();
    }

    Expression raw(int index) {
        return call.arguments().get(index);
    }

    Sql sql(int index) {
        if (translated.get(index).isEmpty()) {
            translated.set(index, Optional.of(translator.sql(raw(index))));
        }
        return translated.get(index).get();
    }

    List<Sql> all() {
        List<Sql> all = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            all.add(sql(i));
        }
        return all;
    }

    boolean aggregate() {
        return all().stream().anyMatch(Sql::aggregate);
    }

    boolean nullable() {
        return all().stream().anyMatch(sql -> sql.type().nullable());
    }

    Arguments expect(int least, int most) {
        if (count() < least || count() > most) {
            int bound = count() < least ? least : most;
            String which = least == most ? "" : count() < least ? "at least " : "at most ";
            throw HogQlException.query("Function '" + name() + "' expects " + which + bound + " argument"
                    + (bound == 1 ? "" : "s") + ", found " + count());
        }
        return this;
    }

    /** An argument that has to be a text. */
    String text(int index) {
        Sql sql = sql(index);
        if (sql.isNothing()) {
            return "CAST(NULL AS VARCHAR)";
        }
        if (!sql.type().isText()) {
            throw illegal(index);
        }
        return sql.text();
    }

    String number(int index) {
        if (!sql(index).type().isNumber() && !sql(index).isNothing()) {
            throw illegal(index);
        }
        return sql(index).number();
    }

    Sql list(int index) {
        if (!sql(index).type().is(Kind.LIST)) {
            throw illegal(index);
        }
        return sql(index);
    }

    String constant(int index) {
        return sql(index)
                .constant()
                .orElseThrow(() -> HogQlException.query(
                        "Argument " + (index + 1) + " of function '" + name() + "' must be a constant"));
    }

    /** The number between the first brackets of {@code f(number)(...)}. */
    Optional<String> parameter() {
        return call.parameters().isEmpty()
                ? Optional.empty()
                : translator.sql(call.parameters().get(0)).constant();
    }

    HogQlException illegal(int index) {
        return HogQlException.clickHouse(
                "illegal_type_of_argument",
                "Illegal type " + sql(index).type().clickHouse() + " of argument " + (index + 1) + " of function "
                        + name());
    }

    Sql result(String text, Type type) {
        return Sql.of(text, type, aggregate());
    }
}
