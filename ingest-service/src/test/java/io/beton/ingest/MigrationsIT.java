package io.beton.ingest;

import io.beton.kit.store.MigrationsContract;

final class MigrationsIT extends MigrationsContract {
    MigrationsIT() {
        super("ingest");
    }
}
