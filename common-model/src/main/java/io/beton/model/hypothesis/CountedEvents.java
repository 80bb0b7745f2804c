package io.beton.model.hypothesis;

import java.util.List;

/** Which events count as use of a product: all but the bookkeeping of PostHog itself. */
public final class CountedEvents {
    public static final List<String> BOOKKEEPING = List.of(
            "$feature_flag_called",
            "$web_vitals",
            "$autocapture",
            "$rageclick",
            "$dead_click",
            "$copy_autocapture",
            "$pageleave",
            "$opt_in",
            "$set",
            "$groupidentify",
            "$identify",
            "$create_alias",
            "$merge_dangerously",
            "$exception");

    private CountedEvents() {}
}
