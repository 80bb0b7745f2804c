package io.beton.kit.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do; each role includes those before it. */
public enum Role {
    VIEWER,
    REVIEWER,
    OPERATOR;

    static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** As configuration, tokens of an issuer and {@link Needs} write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<String> included() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(Role::word)
                .collect(Collectors.toUnmodifiableSet());
    }
}
