package io.beton.kit.access;

import java.util.regex.Pattern;

/** Who calls, by a name that is recorded, and what they may do. */
record Caller(String name, Role role) implements Admission {
    /** Names go into audits and logs: one line, and not without end. */
    private static final Pattern NAME = Pattern.compile("(?!\\s)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}(?<!\\s)");

    Caller {
        if (!isName(name)) {
            throw new IllegalArgumentException("[access] a name has 1 to 200 characters, all of them visible");
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
