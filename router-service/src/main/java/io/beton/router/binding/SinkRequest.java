package io.beton.router.binding;

import io.beton.model.InvalidMember;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkKind;
import java.util.OptionalDouble;
import java.util.Set;

/** What a person says of a new binding of any kind; the members of its own kind stand beside these. */
record SinkRequest(String name, SinkKind kind, SinkFilter filter, FieldMapping fields, OptionalDouble perSecond) {
    static final Set<String> MEMBERS = Set.of("name", "kind", "filter", "fields", "per_second");
    private static final double MOST = 1_000;

    SinkRequest {
        InvalidMember.requireText(name, "name");
        InvalidMember.require(kind, "kind");
        filter = filter == null ? SinkFilter.ALL : filter;
        fields = fields == null ? FieldMapping.NONE : fields;
        perSecond = perSecond == null ? OptionalDouble.empty() : perSecond;
        double times = perSecond.orElse(1);
        InvalidMember.check(
                times > 0 && times <= MOST, "per_second", "`per_second` must be more than 0 and at most " + MOST);
    }
}
