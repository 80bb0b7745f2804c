package io.beton.model.backtest;

import io.beton.model.InvalidMember;
import io.beton.model.id.SubjectId;
import java.time.Instant;

/** Whom a signal was about and when it fired, which says to which observation of the subject it belongs. */
public record FiredSignal(SubjectId subject, Instant firedAt) {
    public FiredSignal {
        InvalidMember.require(subject, "subject");
        InvalidMember.require(firedAt, "fired_at");
    }
}
