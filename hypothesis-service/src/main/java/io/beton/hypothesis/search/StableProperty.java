package io.beton.hypothesis.search;

import io.beton.model.InvalidMember;

/** A property of groups that an operator knows not to change; others are never proposed, since they can leak the outcome. */
public record StableProperty(String groupType, String property) {

    /** Reads {@code organization.plan}. */
    public static StableProperty of(String text) {
        int dot = text.indexOf('.');
        InvalidMember.check(
                dot > 0 && dot < text.length() - 1,
                "stable_group_properties",
                "`" + text + "` is not of the form group_type.property");
        return new StableProperty(text.substring(0, dot), text.substring(dot + 1));
    }
}
