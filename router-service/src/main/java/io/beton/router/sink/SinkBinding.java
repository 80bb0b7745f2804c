package io.beton.router.sink;

import io.beton.model.id.SinkId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * One configured destination.
 *
 * @param fields what of a signal it is told, where that is not everything
 * @param perSecond how many attempts a second it may get, where that is not as its kind does
 */
public record SinkBinding(
        SinkId sinkId,
        String name,
        SinkKind kind,
        SinkMembers members,
        SinkFilter filter,
        FieldMapping fields,
        OptionalDouble perSecond,
        SinkState state,
        Instant createdAt) {

    /** The members of a binding of this kind. */
    public <M extends SinkMembers> M members(Class<M> kind) {
        return kind.cast(members);
    }

    /** What the source of a signal's subject has to be asked for. */
    public Wanted wanted() {
        Stream<Template> own = Stream.of(members.knownBy(), members.remark()).flatMap(Optional::stream);
        return Wanted.all(Stream.concat(Stream.of(fields.wanted()), own.map(Template::wanted))
                .toList());
    }

    /** The same with other members of its kind. */
    public SinkBinding with(SinkMembers other) {
        return new SinkBinding(sinkId, name, kind, other, filter, fields, perSecond, state, createdAt);
    }
}
