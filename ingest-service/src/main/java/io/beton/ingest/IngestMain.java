package io.beton.ingest;

import io.beton.ingest.connection.KeySeal;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the service, unless it has no key to seal others with; that is said in one line. */
@QuarkusMain
public final class IngestMain {
    public static void main(String[] arguments) {
        Config config = ConfigProvider.getConfig();
        Optional<String> problem = KeySeal.problem(
                config.getOptionalValue("beton.ingest.master-key", String.class),
                config.getOptionalValues("beton.ingest.former-master-keys", String.class)
                        .orElse(List.of()));
        if (problem.isPresent()) {
            System.err.println(problem.get());
            System.exit(1);
        }
        Quarkus.run(arguments);
    }
}
