package io.beton.router.kind;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells e-mail addresses and domains from other ids: only by these is somebody known to a CRM. */
enum Identity {
    EMAIL("an e-mail address", "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+"),
    DOMAIN("a domain", "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}"),
    ANY("a text", ".+");

    private final String what;
    private final Pattern form;

    Identity(String what, String form) {
        this.what = what;
        this.form = Pattern.compile(form);
    }

    boolean is(String text) {
        return form.matcher(text).matches();
    }

    /** The one way to write it: domains are the same in capitals. */
    String normal(String text) {
        return this == DOMAIN ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** What a signal's identity lacks, without repeating it. */
    String missing() {
        return "its identity is not " + what;
    }
}
