package io.beton.kit.store;

import io.beton.model.InvalidMember;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One answer of a list that is paged by cursor.
 *
 * @param nextCursor where to go on; absent at the end
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    private static final int MOST = 500;

    /** How many a caller may ask for at once. */
    public static int limit(int limit) {
        InvalidMember.check(limit >= 1 && limit <= MOST, "limit", "`limit` must be between 1 and " + MOST);
        return limit;
    }

    /** What a caller asks for: rows after a position, at most so many. */
    public record Cut(long after, int limit) {
        public static Cut of(Optional<String> cursor, int limit) {
            try {
                return new Cut(Long.parseLong(cursor.orElse("0")), Page.limit(limit));
            } catch (NumberFormatException e) {
                throw new InvalidMember("cursor", "`cursor` must be a `next_cursor` of an earlier answer");
            }
        }

        /** One more than is shown, to know whether there is more. */
        public int read() {
            return limit + 1;
        }
    }

    /** Cuts rows, of which one more than the limit was read, to a page. */
    public static <R, T> Page<T> of(List<R> rows, Cut cut, ToLongFunction<R> position, Function<R, T> item) {
        List<R> shown = rows.subList(0, Math.min(cut.limit(), rows.size()));
        return new Page<>(
                shown.stream().map(item).toList(),
                rows.size() > cut.limit()
                        ? Optional.of(String.valueOf(position.applyAsLong(shown.get(shown.size() - 1))))
                        : Optional.empty());
    }
}
