package io.beton.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What nobody but PostHog may keep, in words that stand nowhere else: no two values of properties are alike. */
final class Planted {
    /** A key that PostHog does not know. */
    static final String WRONG_KEY = "phx_zq7wrongkey4f1c9d07";

    static final String SINK_SECRET = "whsec_enE3c2lua3NlY3JldHpxN3NpbmtzZWNyZXQ=";

    /** How ClickHouse tells that it cannot read a value. */
    static final String ERROR = """
            {"type": "validation_error", "code": "cannot_parse_text", "attr": null,
             "detail": "Cannot parse string 'zq7note of somebody' as Float64: syntax error at begin of string."}
            """;

    /** In values of properties, the last one of a property that few have; and by which PostHog knows persons. */
    private static final List<String> MARKS =
            List.of("zq7mail", "zq7url", "zq7note", "zq7person", "zq7group", "zq7nick", "unlucky-", "hasty-");

    private static final String WHO_HAS_A_NICKNAME = "person-7";

    private Planted() {}

    /** Everything that may be found nowhere. */
    static List<String> all(String... keys) {
        List<String> all = new ArrayList<>(MARKS);
        all.addAll(List.of(keys));
        all.addAll(List.of(WRONG_KEY, SINK_SECRET));
        return List.copyOf(all);
    }

    /** The properties of an event, of who did it, and of the team that it belongs to; only the plan may be told. */
    static Map<String, Object> properties(UUID event, String who) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "contact",
                event + "-zq7mail@private.example",
                "$current_url",
                "https://private.example/zq7url/" + event,
                "note",
                "zq7note said " + event + " in confidence",
                "plan",
                "pro",
                "$groups",
                Map.of("team", "team of all"),
                "$set",
                Map.of("email", mail(event))));
        if (who.equals(WHO_HAS_A_NICKNAME)) {
            properties.put("nickname", "zq7nick");
        }
        return properties;
    }

    /** The address of a person whose latest event this is: on the list of what may be told, inside deliveries alone. */
    static String mail(UUID event) {
        return event + "-zq7person@private.example";
    }

    /** What is told of the team. */
    static Map<String, Object> team() {
        return Map.of(
                "event", "$groupidentify",
                "distinct_id", "whoever",
                "properties",
                        Map.of(
                                "$group_type", "team",
                                "$group_key", "team of all",
                                "$group_set", Map.of("owner", "zq7group@private.example")));
    }
}
