package io.beton.model.identity;

import java.util.List;

/** The answer to a question: those of the subjects that the source knows. */
public record Identities(List<SubjectIdentity> subjects) {

    public Identities {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
    }
}
