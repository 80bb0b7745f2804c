package io.beton.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.access.Configured.Hashed;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String TOKEN = "5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8f5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8f";
    /** As {@code printf %s TOKEN | sha256sum} prints it. */
    private static final String HASH = "a02e89b7c6baa7dbf3f5268610e90481b648774c0caee725d29c0385fd55ac8c";

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n"})
    void whoBringsATokenIsKnownByItsName(String written) {
        // Given
        Tokens tokens = new Tokens(Map.of("ada", new Hashed(written.formatted(HASH), Role.REVIEWER)));
        // When
        var caller = tokens.find(TOKEN);
        // Then
        assertThat(caller).contains(new Caller("ada", Role.REVIEWER));
        assertThat(tokens.find(TOKEN + "0")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void theHashItselfIsNoToken() {
        assertThat(new Tokens(Map.of("ada", new Hashed(HASH, Role.REVIEWER))).find(HASH))
                .isEmpty();
    }

    @Test
    void aShortTokenIsNoneHoweverItsHashIs() {
        // Given: `printf %s secret | sha256sum`
        String ofSecret = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        // When
        Tokens tokens = new Tokens(Map.of("ada", new Hashed(ofSecret, Role.REVIEWER)));
        // Then
        assertThat(tokens.find("secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abc, is not 64 hexadecimal digits",
        "5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8f5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8z, is not 64 hexadecimal digits",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, is the hash of nothing at all"
    })
    void aHashThatIsNoneIsRefusedWithoutRepeatingIt(String hash, String why) {
        assertThatThrownBy(() -> new Tokens(Map.of("ada", new Hashed(hash, Role.VIEWER))))
                .hasMessageContaining("beton.access.tokens.ada.sha256 " + why)
                .hasMessageNotContaining(hash);
    }

    @Test
    void twoNamesForOneTokenAreRefused() {
        assertThatThrownBy(() -> new Tokens(Map.of(
                        "ada", new Hashed(HASH, Role.VIEWER),
                        "bob", new Hashed(HASH.toUpperCase(Locale.ROOT), Role.OPERATOR))))
                .hasMessageContaining("is also the hash of somebody else's token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ada\nroot approved", " ada", "ada\u202etoor", "ada\u2028root"})
    void aNameThatALogCouldNotShowIsRefused(String name) {
        assertThatThrownBy(() -> new Tokens(Map.of(name, new Hashed(HASH, Role.VIEWER))))
                .hasMessageContaining("names of 1 to 200 visible characters");
    }

    @Test
    void rolesIncludeThoseBelow() {
        assertThat(Role.OPERATOR.included()).containsExactlyInAnyOrder(Needs.VIEWER, Needs.REVIEWER, Needs.OPERATOR);
        assertThat(Role.REVIEWER.included()).containsExactlyInAnyOrder(Needs.VIEWER, Needs.REVIEWER);
        assertThat(Role.VIEWER.included()).containsExactly(Needs.VIEWER);
    }
}
