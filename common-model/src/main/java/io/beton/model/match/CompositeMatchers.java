package io.beton.model.match;

/** Conditions made of others; of eager parts {@code all_of} is the latest, {@code any_of} the earliest. */
final class CompositeMatchers {
    private CompositeMatchers() {}

    record All(Matcher[] parts) implements Matcher {
        @Override
        public boolean holds(SubjectEvents events, long from, long to) {
            for (Matcher part : parts) {
                if (!part.holds(events, from, to)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(Matcher[] parts) implements Matcher {
        @Override
        public boolean holds(SubjectEvents events, long from, long to) {
            for (Matcher part : parts) {
                if (part.holds(events, from, to)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(Matcher part) implements Matcher {
        @Override
        public boolean holds(SubjectEvents events, long from, long to) {
            return !part.holds(events, from, to);
        }
    }

    record EagerAll(Matcher.Eager[] parts) implements Matcher.Eager {
        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long latest = from;
            for (Matcher.Eager part : parts) {
                latest = Math.max(latest, part.firstTrue(events, from, to));
                if (latest == Times.NEVER) {
                    return Times.NEVER;
                }
            }
            return latest;
        }
    }

    record EagerAny(Matcher.Eager[] parts) implements Matcher.Eager {
        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long earliest = Times.NEVER;
            for (Matcher.Eager part : parts) {
                earliest = Math.min(earliest, part.firstTrue(events, from, to));
            }
            return earliest;
        }
    }
}
