package io.beton.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessConfigTest {

    @Test
    void nobodyIsLetInByDefault() {
        // When
        AccessConfig config = read(Map.of());
        // Then
        assertThat(config.tokens()).isEmpty();
        assertThat(config.oidc().issuer()).isEmpty();
        assertThat(config.oidc().audience()).isEmpty();
        assertThat(config.oidc().nameClaim()).isEqualTo("sub");
        assertThat(config.oidc().rolesClaim()).isEqualTo("roles");
        assertThat(config.oidc().roles()).isEmpty();
        assertThat(config.oidc().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void tokensAndRolesAreReadAsTheReadmeWritesThem() {
        // When
        AccessConfig config = read(Map.of(
                "beton.access.tokens.ada.sha256", "00",
                "beton.access.tokens.ada.role", "reviewer",
                "beton.access.oidc.roles.\"Beton operators\"", "operator"));
        // Then
        assertThat(config.tokens().get("ada").sha256()).isEqualTo("00");
        assertThat(config.tokens().get("ada").role()).isEqualTo(Role.REVIEWER);
        assertThat(config.oidc().roles()).isEqualTo(Map.of("Beton operators", Role.OPERATOR));
    }

    @Test
    void aTokenWithoutARoleOrWithAnUnknownOneIsRefused() {
        assertThatThrownBy(() -> read(Map.of("beton.access.tokens.ada.sha256", "00")))
                .hasMessageContaining("beton.access.tokens.ada.role");
        assertThatThrownBy(() ->
                        read(Map.of("beton.access.tokens.ada.sha256", "00", "beton.access.tokens.ada.role", "root")))
                .hasMessageContaining("root");
    }

    private static AccessConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(AccessConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AccessConfig.class);
    }
}
