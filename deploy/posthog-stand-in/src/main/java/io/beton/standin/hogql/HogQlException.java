package io.beton.standin.hogql;

/** A query that PostHog would answer with 400: the error code of its envelope and the text a person reads. */
public final class HogQlException extends RuntimeException {
    private final String code;

    private HogQlException(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public static HogQlException syntax(String detail) {
        return new HogQlException("hogql_syntax_error", detail);
    }

    public static HogQlException query(String detail) {
        return new HogQlException("hogql_query_error", detail);
    }

    /** An error that ClickHouse itself would raise; the code is its name in lower case. */
    public static HogQlException clickHouse(String code, String detail) {
        return new HogQlException(code, detail);
    }

    /** PostHog prints names into texts in which a percent sign begins a parameter, so no name may have one. */
    public static String checkedName(String name) {
        if (name.indexOf('%') >= 0) {
            throw query("The HogQL identifier \"" + name + "\" is not permitted as it contains the \"%\" character");
        }
        return name;
    }

    public String code() {
        return code;
    }
}
