package io.beton.model.event;

import io.beton.model.id.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Which partition a subject belongs to, the same on every bucketed topic: CRC-32C of its id modulo the partitions. */
public final class SubjectBucket {
    private SubjectBucket() {}

    public static int of(SubjectId subject, int partitions) {
        return of(subject.value().getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** The same for an id in UTF-8. */
    public static int of(byte[] subject, int partitions) {
        CRC32C crc = new CRC32C();
        crc.update(subject);
        return (int) (crc.getValue() % partitions);
    }
}
