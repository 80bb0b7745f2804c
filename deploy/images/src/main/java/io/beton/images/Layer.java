package io.beton.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The layers of an image, the one that changes least first, so that an upgrade fetches little. */
enum Layer {
    /** What others made. */
    LIBRARIES,
    /** What the build generated from all of it. */
    QUARKUS,
    /** The service and what is ours beside it. */
    APPLICATION;

    /** Nobody in the container can change them: they are root's, and the user is not. */
    private static final String OWNER = "0:0";

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");

    /** The files of a packaged service; all have one time, so that equal files make equal layers. */
    static List<FileEntriesLayer> of(Path application, Instant time) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(application)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        return Stream.of(values())
                .map(layer -> layer.entries(application, files, time))
                .toList();
    }

    static Layer of(String file) {
        if (file.startsWith("app/") || file.startsWith("lib/main/io.beton.")) {
            return APPLICATION;
        }
        return file.startsWith("lib/") ? LIBRARIES : QUARKUS;
    }

    private FileEntriesLayer entries(Path application, List<Path> files, Instant time) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name().toLowerCase(Locale.ROOT));
        for (Path file : files) {
            String inside = application.relativize(file).toString();
            if (of(inside) == this) {
                layer.addEntry(file, AbsoluteUnixPath.get(ServiceImage.FOLDER + "/" + inside), READABLE, time, OWNER);
            }
        }
        return layer.build();
    }
}
