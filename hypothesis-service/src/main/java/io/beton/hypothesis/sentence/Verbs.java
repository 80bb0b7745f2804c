package io.beton.hypothesis.sentence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The verbs that names of events are made of, and their forms. */
final class Verbs {
    private static final String[] BASES =
            ("accept access activate add adjust answer apply approve archive ask assign attach"
                            + " attend authorize book browse call cancel change chat check check claim clear click close collect"
                            + " comment compare complete configure confirm connect contact convert copy create customize deactivate"
                            + " decline define delete deliver deploy deposit disable disconnect discover dismiss display download"
                            + " downgrade draft drag drop duplicate earn edit email embed enable end engage enrol enter evaluate"
                            + " execute expand expire explore export extend favorite fetch fill filter finish follow fork"
                            + " generate grant group handle hire ignore import improve initiate insert inspect install integrate"
                            + " invite invoke issue join label land launch like link list listen load log manage map mark match"
                            + " mention merge message migrate move mute name navigate note notify open order organize pass paste"
                            + " pause perform pin place plan play post prepare press preview print process promote provision publish"
                            + " pull purchase push query rate reach receive record redeem refer refresh refund register reject"
                            + " release remove rename renew reopen reorder repeat reply report request reschedule reserve reset resize"
                            + " resolve respond restore resume retry return review revoke rotate sample save scan schedule scroll"
                            + " search select setup share ship show sign skip solve sort star start stop store stream submit"
                            + " subscribe suggest support suspend swipe switch sync tag tap test toggle track train transfer translate"
                            + " trigger unsubscribe update upgrade upload use validate verify view visit vote wait watch zoom")
                    .split(" ");
    private static final Set<String> DOUBLED = Set.of(
            "cancel",
            "chat",
            "drag",
            "drop",
            "embed",
            "enrol",
            "log",
            "map",
            "pin",
            "refer",
            "ship",
            "skip",
            "stop",
            "submit",
            "swap",
            "tag",
            "tap",
            "transfer");

    private static final Map<String, String> PAST = new HashMap<>(Map.ofEntries(
            Map.entry("began", "begin"),
            Map.entry("bought", "buy"),
            Map.entry("built", "build"),
            Map.entry("chosen", "choose"),
            Map.entry("done", "do"),
            Map.entry("drawn", "draw"),
            Map.entry("forgotten", "forget"),
            Map.entry("found", "find"),
            Map.entry("given", "give"),
            Map.entry("hidden", "hide"),
            Map.entry("left", "leave"),
            Map.entry("made", "make"),
            Map.entry("paid", "pay"),
            Map.entry("run", "run"),
            Map.entry("ran", "run"),
            Map.entry("read", "read"),
            Map.entry("seen", "see"),
            Map.entry("sent", "send"),
            Map.entry("set", "set"),
            Map.entry("shown", "show"),
            Map.entry("sold", "sell"),
            Map.entry("spent", "spend"),
            Map.entry("taken", "take"),
            Map.entry("won", "win"),
            Map.entry("written", "write"),
            // also written with one l
            Map.entry("canceled", "cancel")));

    static {
        for (String base : BASES) {
            PAST.putIfAbsent(past(base), base);
        }
    }

    private Verbs() {}

    /** The verb of which a word is the past; `read` and `set` are both. */
    static Optional<String> ofPast(String word) {
        return Optional.ofNullable(PAST.get(word));
    }

    /** Whether a word is a verb as it stands. */
    static boolean known(String word) {
        return PAST.containsValue(word);
    }

    /** `create` is "creating". */
    static String gerund(String base) {
        if (base.endsWith("ee") || base.equals("be")) {
            return base + "ing";
        }
        return base.endsWith("e") ? base.substring(0, base.length() - 1) + "ing" : doubled(base) + "ing";
    }

    private static String past(String base) {
        if (base.endsWith("e")) {
            return base + "d";
        }
        boolean ies = base.endsWith("y") && "aeiou".indexOf(base.charAt(base.length() - 2)) < 0;
        return ies ? base.substring(0, base.length() - 1) + "ied" : doubled(base) + "ed";
    }

    private static String doubled(String base) {
        boolean doubles = DOUBLED.contains(base)
                || Set.of("run", "set", "win", "begin", "forget").contains(base);
        return doubles ? base + base.charAt(base.length() - 1) : base;
    }
}
