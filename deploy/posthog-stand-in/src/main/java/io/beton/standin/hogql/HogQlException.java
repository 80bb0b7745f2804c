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

    public String code() {
        return code;
    }
}
