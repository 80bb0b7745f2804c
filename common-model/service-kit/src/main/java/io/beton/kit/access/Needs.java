package io.beton.kit.access;

/** The role that an operation of REST needs, as {@code @RolesAllowed} names it; one that names none is closed to all. */
public final class Needs {
    /** To read. */
    public static final String VIEWER = "viewer";

    /** To propose, explore, test, edit, and to decide on hypotheses. */
    public static final String REVIEWER = "reviewer";

    /** To change what the company reads from and tells to: connections, goals, sinks, secrets, deliveries. */
    public static final String OPERATOR = "operator";

    private Needs() {}
}
