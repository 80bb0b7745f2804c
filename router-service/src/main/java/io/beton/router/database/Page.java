package io.beton.router.database;

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

    /** Checks what a caller may ask for. */
    public static int limit(int limit) {
        InvalidMember.check(limit >= 1 && limit <= MOST, "limit", "`limit` must be between 1 and " + MOST);
        return limit;
    }

    /** The position that a cursor stands for; the beginning without one. */
    public static long position(Optional<String> cursor) {
        try {
            return Long.parseLong(cursor.orElse("0"));
        } catch (NumberFormatException e) {
            throw new InvalidMember("cursor", "`cursor` must be a `next_cursor` of an earlier answer");
        }
    }

    /** Cuts rows, of which one more than the limit was read, to a page. */
    public static <R, T> Page<T> of(List<R> rows, int limit, ToLongFunction<R> position, Function<R, T> item) {
        List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Page<>(
                shown.stream().map(item).toList(),
                rows.size() > limit
                        ? Optional.of(String.valueOf(position.applyAsLong(shown.get(limit - 1))))
                        : Optional.empty());
    }
}
