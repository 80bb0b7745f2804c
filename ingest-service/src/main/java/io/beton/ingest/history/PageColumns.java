package io.beton.ingest.history;

import io.beton.ingest.posthog.EventReceiver;
import io.beton.ingest.posthog.EventRow;
import io.beton.model.event.SubjectBucket;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Puts the events of one page into the columns of their subjects' partitions, and says when one of these is full. */
final class PageColumns implements EventReceiver {
    private static final int FIRST_SIZE = 1 << 10;

    private final List<BucketColumns> buckets;
    private final int mostEvents;
    private final ObjIntConsumer<BucketColumns> full;
    /** By the number that the page gives a subject. */
    private BucketColumns.Subject[] subjects = new BucketColumns.Subject[FIRST_SIZE];

    /** @param full takes a partition's events, once there are as many as a batch may have, and its number */
    PageColumns(List<BucketColumns> buckets, int mostEvents, ObjIntConsumer<BucketColumns> full) {
        this.buckets = buckets;
        this.mostEvents = mostEvents;
        this.full = full;
    }

    @Override
    public void event(int kind, EventRow event) {
        BucketColumns.Subject subject = subject(event);
        subject.add(event);
        if (subject.bucket().full(mostEvents)) {
            full.accept(subject.bucket(), buckets.indexOf(subject.bucket()));
        }
    }

    private BucketColumns.Subject subject(EventRow event) {
        int number = event.subject();
        if (number >= subjects.length) {
            subjects = Arrays.copyOf(subjects, Math.max(number + 1, 2 * subjects.length));
        }
        if (subjects[number] == null) {
            BucketColumns bucket = buckets.get(SubjectBucket.of(event.subjectId(), buckets.size()));
            subjects[number] = bucket.new Subject(event.subjectId());
        }
        return subjects[number];
    }
}
