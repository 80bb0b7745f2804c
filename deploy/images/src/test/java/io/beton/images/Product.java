package io.beton.images;

import java.nio.file.Path;
import java.util.List;

/** Where the product under test is. */
final class Product {
    static final Path ROOT = Path.of(System.getProperty("basedir")).getParent().getParent();

    private Product() {}

    static List<ServiceImage> images() {
        return ServiceImage.all();
    }

    static Path application(String service) {
        return ROOT.resolve(service).resolve("target/quarkus-app");
    }
}
