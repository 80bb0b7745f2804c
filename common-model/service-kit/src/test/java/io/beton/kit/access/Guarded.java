package io.beton.kit.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A service with access control: somebody with a token for each role. */
public final class Guarded implements QuarkusTestProfile {
    private static final Map<Role, String> NAMES =
            Map.of(Role.VIEWER, "vera", Role.REVIEWER, "rita", Role.OPERATOR, "olga");

    /** The token of whoever has the role. */
    public static String token(Role role) {
        return "token-of-the-tests-for-the-role-" + role.word();
    }

    /** Under which name whoever has the role is recorded. */
    public static String name(Role role) {
        return NAMES.get(role);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>();
        NAMES.forEach((role, name) -> {
            overrides.put("beton.access.tokens." + name + ".sha256", sha256(token(role)));
            overrides.put("beton.access.tokens." + name + ".role", role.word());
        });
        return overrides;
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
