package io.beton.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Puts a packaged service upon a base image, without Docker.
 *
 * @param base as Jib has it: a name in a registry, {@code docker://NAME} or {@code tar://FILE}
 * @param cache where layers are kept between builds
 */
record ImageBuild(Path root, String base, Origin origin, Path cache) {
    private static final String TAR = "tar://";
    private static final String BASE_NEEDED =
            "; an image needs a base with a Java runtime 17: a registry that can be reached, or -Dbeton.image.base=tar://FILE"
                    + " or docker://NAME (deploy/images/make-base makes a FILE from Debian packages)";

    /** Writes it as {@code docker load} reads it. */
    JibContainer write(ServiceImage image, Path tar) {
        try {
            TarImage target = TarImage.at(tar).named(image.name() + ":" + origin.version());
            return contents(image).containerize(cached(Containerizer.to(target)));
        } catch (InvalidImageReferenceException e) {
            throw new ImageFailure("[images] " + e.getMessage(), e);
        } catch (IOException | RegistryException | ExecutionException | CacheDirectoryCreationException e) {
            throw new ImageFailure("the base image " + base + " cannot be had: " + innermost(e) + BASE_NEEDED, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Puts it into a registry, with what `docker login` remembers. */
    JibContainer push(ServiceImage image, String registry) {
        String name = registry + "/" + image.service() + ":" + origin.version();
        try {
            RegistryImage target = RegistryImage.named(name)
                    .addCredentialRetriever(CredentialRetrieverFactory.forImage(ImageReference.parse(name), event -> {})
                            .dockerConfig());
            return contents(image).containerize(cached(Containerizer.to(target)));
        } catch (InvalidImageReferenceException e) {
            throw new ImageFailure("[images] " + e.getMessage(), e);
        } catch (IOException | RegistryException | ExecutionException | CacheDirectoryCreationException e) {
            throw new ImageFailure(
                    name + " could not be pushed: " + innermost(e) + "; `docker login` makes a registry known", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JibContainerBuilder contents(ServiceImage image) throws IOException, InvalidImageReferenceException {
        Path application = root.resolve(image.service()).resolve("target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new ImageFailure(application + " is missing; build it with `mvn -DskipTests package`");
        }
        return onBase().setFileEntriesLayers(Layer.of(application, origin.filesDated()))
                .setCreationTime(origin.created())
                .setUser(ServiceImage.USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(ServiceImage.FOLDER))
                .setEnvironment(image.environment())
                .setEntrypoint(image.entrypoint())
                .addExposedPort(Port.tcp(image.port()))
                .setLabels(origin.labels(image));
    }

    private JibContainerBuilder onBase() throws InvalidImageReferenceException {
        if (!base.startsWith(TAR)) {
            return Jib.from(base);
        }
        Path tar = root.resolve(base.substring(TAR.length()));
        if (!Files.isRegularFile(tar)) {
            throw new ImageFailure("the base image " + base + " cannot be had: there is no file " + tar + BASE_NEEDED);
        }
        return Jib.from(TarImage.at(tar));
    }

    private Containerizer cached(Containerizer target) {
        return target.setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("application"))
                // a name in a registry may mean another image tomorrow
                .setAlwaysCacheBaseImage(false)
                .setAllowInsecureRegistries(false)
                .setToolName("beton");
    }

    private static ImageFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ImageFailure("interrupted", e);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": " + message;
    }
}
