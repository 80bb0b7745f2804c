package io.beton.backtest.report;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.PropertyFilter;

/** Finds filters on group properties, of which the source knows only today's value. */
final class GroupFilters {
    private GroupFilters() {}

    static boolean in(Claim claim) {
        return claim.selectors().stream()
                .flatMap(selector -> selector.where().stream())
                .anyMatch(filter -> filter.scope() == PropertyFilter.Scope.GROUP);
    }
}
