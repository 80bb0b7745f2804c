package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** A claim and a history of one subject, as the matcher is given them. */
record Seeing(Claim claim, PlainHistory history) {
    static final String SUBJECT = "018f3a5e-0000-7000-8000-00000000beef";

    Numbering numbers() {
        return new Numbering(claim.selectors(), claim.counted());
    }

    SubjectEvents events() {
        return history.seenBy(claim.selectors(), List.copyOf(claim.counted()), Generated.START, Generated.AS_OF);
    }

    long convertedBefore() {
        return claim.outcome().selector().stream()
                .flatMap(outcome -> history.events().stream().filter(event -> event.matches(outcome)))
                .mapToLong(PlainHistory.PlainEvent::time)
                .filter(time -> time < Generated.START && time >= Generated.START - 365 * Times.DAY)
                .min()
                .orElse(Times.NEVER);
    }

    boolean held() {
        CRC32 crc = new CRC32();
        crc.update(SUBJECT.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % 3 == 0;
    }
}
