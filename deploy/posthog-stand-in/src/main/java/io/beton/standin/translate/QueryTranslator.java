package io.beton.standin.translate;

import io.beton.standin.hogql.HogQlException;
import io.beton.standin.hogql.Query;
import io.beton.standin.translate.Translated.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a HogQL query into a DuckDB query. */
public final class QueryTranslator {
    private final Schema schema;
    private final Footprint footprint;

    public QueryTranslator(Schema schema, Footprint footprint) {
        this.schema = schema;
        this.footprint = footprint;
    }

    public Translated translate(Query query) {
        return translate(query, Optional.empty());
    }

    Translated translate(Query query, Optional<Scope> outer) {
        if (query instanceof Query.Combined combined) {
            return combine(combined, outer);
        }
        return new SelectTranslator(schema, footprint, this, outer).translate((Query.Select) query);
    }

    private Translated combine(Query.Combined combined, Optional<Scope> outer) {
        Translated left = translate(combined.left(), outer);
        Translated right = translate(combined.right(), outer);
        if (left.columns().size() != right.columns().size()) {
            throw HogQlException.clickHouse(
                    "union_all_result_structures_mismatch",
                    "Different number of columns in UNION elements: "
                            + left.columns().size() + " and " + right.columns().size());
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            Type common = Coercion.common(
                    List.of(left.columns().get(i).type(), right.columns().get(i).type()));
            columns.add(new Column(left.columns().get(i).name(), common));
        }
        return new Translated(as(left, columns) + " " + combined.operator() + " " + as(right, columns), columns);
    }

    private static String as(Translated member, List<Column> columns) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = Translated.physical(i);
            Sql column = Sql.of(name, member.columns().get(i).type());
            selected.add(Coercion.to(column, columns.get(i).type()) + " AS " + name);
        }
        return "(SELECT " + String.join(", ", selected) + " FROM (" + member.sql() + "))";
    }
}
