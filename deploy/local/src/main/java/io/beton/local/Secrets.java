package io.beton.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The keys of this installation: made once, kept readable by their owner alone, handed on by environment only. */
final class Secrets {
    private static final int BYTES = 32;

    private final Path folder;

    Secrets(Path state) {
        this.folder = state.resolve("secrets");
    }

    String masterKey(String service) {
        return kept(service + "-master-key", Base64.getEncoder().encodeToString(random()));
    }

    /** What router and ingest share, so that nobody else is told who subjects are. */
    String identityToken() {
        return kept("identity-token", HexFormat.of().formatHex(random()));
    }

    String standInKey() {
        return kept("stand-in-key", "phx_" + HexFormat.of().formatHex(random()));
    }

    private String kept(String name, String made) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, made);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartFailure("the state folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
