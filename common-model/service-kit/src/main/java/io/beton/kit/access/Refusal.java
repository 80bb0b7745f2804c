package io.beton.kit.access;

import io.beton.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a caller is not let in, and what to do.
 *
 * @param challenge what the header WWW-Authenticate says
 */
record Refusal(int status, String title, String detail, String challenge) implements Admission {
    static final String MEDIA_TYPE = "application/problem+json";
    static final String REALM = "Bearer realm=\"beton\"";
    static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    static final Refusal NO_TOKEN = new Refusal(
            UNAUTHORIZED,
            "Token needed",
            "send the header `Authorization: Bearer TOKEN`; who operates Beton has tokens (deploy/README.md, Access)",
            REALM);

    /** @param why in words, without anything of the token */
    static Refusal badToken(String why) {
        return new Refusal(
                UNAUTHORIZED,
                "Token refused",
                why + "; ask who operates Beton for one that is right here",
                REALM + ", error=\"invalid_token\"");
    }

    /** What was asked for is not for this role. */
    static Refusal notAllowed(String detail) {
        return new Refusal(FORBIDDEN, "Not allowed", detail, REALM + ", error=\"insufficient_scope\"");
    }

    static Refusal issuerAway(String issuer) {
        return new Refusal(
                UNAVAILABLE,
                "Issuer away",
                "the keys of " + issuer + " cannot be read now, so its tokens cannot be checked; the log says why, ask"
                        + " again in a minute",
                REALM);
    }

    byte[] problem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("status", status);
        members.put("title", title);
        members.put("detail", detail);
        return Json.bytes(members);
    }
}
