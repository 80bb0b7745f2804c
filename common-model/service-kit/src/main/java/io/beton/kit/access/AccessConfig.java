package io.beton.kit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who may call: those who bring a token of the configuration, or one of an OIDC issuer. */
@ConfigMapping(prefix = "beton.access")
public interface AccessConfig {

    /** By the name that is recorded for whoever brings the token. */
    Map<String, Token> tokens();

    Oidc oidc();

    /** A token, of which this service knows no more than is needed to recognise it. */
    interface Token {

        /** Of the token's characters, in hexadecimal digits. */
        @WithName("sha256")
        String sha256();

        Role role();
    }

    /** Whose signed tokens count. */
    interface Oidc {

        /** Exactly as its tokens name it; its keys are found below it, at {@code .well-known/openid-configuration}. */
        Optional<String> issuer();

        /** Whom tokens must be meant for; needed with an issuer, or tokens for others would let in here, too. */
        Optional<String> audience();

        /** What is recorded; only a claim that people cannot change themselves makes an audit worth something. */
        @WithDefault("sub")
        String nameClaim();

        /** A slash leads into a claim, as in {@code realm_access/roles}. */
        @WithDefault("roles")
        String rolesClaim();

        /** By what the issuer calls it; where none is given the issuer's words are ours. */
        Map<String, Role> roles();

        /** How long an answer of the issuer may take. */
        @WithDefault("PT5S")
        Duration timeout();
    }
}
