package io.beton.ingest.poll;

/** The two ways in which a connection is read, each with its own cursor. */
enum Pass {
    /** What arrived since, and soon after it happened. */
    LIVE("poll", "cursor"),
    /** What arrived since, and late. */
    DEEP("deep pass", "deep_cursor");

    private final String word;
    private final String table;

    Pass(String word, String table) {
        this.word = word;
        this.table = "ingest." + table;
    }

    String word() {
        return word;
    }

    String table() {
        return table;
    }
}
