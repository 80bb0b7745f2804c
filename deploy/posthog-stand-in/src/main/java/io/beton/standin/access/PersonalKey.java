package io.beton.standin.access;

import java.util.Set;

/** A personal API key: its scopes, and the projects it is restricted to (none: no restriction). */
public record PersonalKey(String key, Set<String> scopes, Set<Integer> projects) {
    public PersonalKey {
        if (key.isBlank() || key.startsWith("phc_")) {
            throw new IllegalArgumentException("a personal key must not be blank nor start with phc_");
        }
        scopes = Set.copyOf(scopes);
        projects = Set.copyOf(projects);
    }

    /** A key that may do everything everywhere. */
    public static PersonalKey full(String key) {
        return new PersonalKey(key, Set.of("*"), Set.of());
    }

    public static PersonalKey scoped(String key, String... scopes) {
        return new PersonalKey(key, Set.of(scopes), Set.of());
    }

    public PersonalKey restrictedTo(Integer... projectIds) {
        return new PersonalKey(key, scopes, Set.of(projectIds));
    }

    boolean allows(String scope) {
        return scopes.contains("*") || scopes.contains(scope) || scopes.contains(scope.replace(":read", ":write"));
    }

    @Override
    public String toString() {
        return "PersonalKey[scopes=" + scopes + ", projects=" + projects + "]";
    }
}
