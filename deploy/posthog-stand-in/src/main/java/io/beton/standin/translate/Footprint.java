package io.beton.standin.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of which tables a query reads, and of which times: what PostHog's byte budget is charged for. */
public final class Footprint {
    private final List<Scan> scans = new ArrayList<>();

    /** One table in one FROM; {@code bounds} are DuckDB conditions on its timestamp. */
    public record Scan(String table, Set<String> columns, List<String> bounds) {
        void touch(String column) {
            columns.add(column);
        }
    }

    Scan scan(String table) {
        Scan scan = new Scan(table, new TreeSet<>(), new ArrayList<>());
        scans.add(scan);
        return scan;
    }

    public List<Scan> scans() {
        return List.copyOf(scans);
    }
}
