package io.beton.router;

import io.beton.kit.store.MigrationsContract;

final class MigrationsIT extends MigrationsContract {
    MigrationsIT() {
        super("router");
    }
}
