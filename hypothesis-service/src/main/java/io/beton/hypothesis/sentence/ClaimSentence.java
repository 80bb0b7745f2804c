package io.beton.hypothesis.sentence;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.Locale;

/** Says in one English sentence whom a claim is about. */
public final class ClaimSentence {
    private ClaimSentence() {}

    public static String of(Claim claim) {
        return who(claim.subject()) + " " + claim.condition().as(new ConditionPhrase()) + " " + when(claim);
    }

    private static String who(Subject subject) {
        return subject.groupType()
                .map(type -> capital(plural(type)) + " whose members")
                .orElse("Users who");
    }

    private static String when(Claim claim) {
        if (claim.design() instanceof Design.Rolling rolling) {
            return "within the last " + days(rolling.lookbackDays());
        }
        if (claim.design() instanceof Design.FirstSession) {
            return claim.anchor()
                    .map(anchor -> "in the session of " + gerund(anchor))
                    .orElse("in their first session");
        }
        return "within " + days(claim.design().evidenceDays()) + " of "
                + claim.anchor().map(ClaimSentence::gerund).orElse("being first seen");
    }

    private static String gerund(Selector anchor) {
        return EventPhrase.of(anchor.event()).gerund() + FilterPhrase.of(anchor);
    }

    static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String plural(String noun) {
        if (noun.endsWith("y") && "aeiou".indexOf(noun.charAt(Math.max(0, noun.length() - 2))) < 0) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("ch") ? noun + "es" : noun + "s";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
