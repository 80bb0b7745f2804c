package io.beton.standin;

import io.beton.standin.access.Limits;
import io.beton.standin.access.PersonalKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a stand-in is set up; start from {@link #defaults()} and change what matters.
 *
 * @param foreignProjects projects that exist but that no key of this stand-in may see
 */
public record StandInConfig(
        int port,
        int projectId,
        String projectName,
        String timezone,
        String projectToken,
        List<PersonalKey> keys,
        Limits limits,
        Clock clock,
        Optional<Path> state,
        Set<Integer> foreignProjects) {
    public StandInConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, 0 means any free one: " + port);
        }
        if (projectId < 1) {
            throw new IllegalArgumentException("project id must be positive: " + projectId);
        }
        if (!projectToken.startsWith("phc_")) {
            throw new IllegalArgumentException("the project token must start with phc_");
        }
        ZoneId.of(timezone);
        keys = List.copyOf(keys);
        foreignProjects = Set.copyOf(foreignProjects);
    }

    /** Any free port, project 1 in UTC, one key that may do everything, no limits, nothing kept. */
    public static StandInConfig defaults() {
        return new StandInConfig(
                0,
                1,
                "Stand-in",
                "UTC",
                "phc_stand_in",
                List.of(PersonalKey.full("phx_stand_in")),
                Limits.off(),
                Clock.systemUTC(),
                Optional.empty(),
                Set.of());
    }

    public StandInConfig withPort(int newPort) {
        return new StandInConfig(
                newPort, projectId, projectName, timezone, projectToken, keys, limits, clock, state, foreignProjects);
    }

    public StandInConfig withProject(int newId, String newName, String newTimezone) {
        return new StandInConfig(
                port, newId, newName, newTimezone, projectToken, keys, limits, clock, state, foreignProjects);
    }

    public StandInConfig withProjectToken(String newToken) {
        return new StandInConfig(
                port, projectId, projectName, timezone, newToken, keys, limits, clock, state, foreignProjects);
    }

    public StandInConfig withKeys(PersonalKey... newKeys) {
        return new StandInConfig(
                port,
                projectId,
                projectName,
                timezone,
                projectToken,
                List.of(newKeys),
                limits,
                clock,
                state,
                foreignProjects);
    }

    public StandInConfig withLimits(Limits newLimits) {
        return new StandInConfig(
                port, projectId, projectName, timezone, projectToken, keys, newLimits, clock, state, foreignProjects);
    }

    public StandInConfig withClock(Clock newClock) {
        return new StandInConfig(
                port, projectId, projectName, timezone, projectToken, keys, limits, newClock, state, foreignProjects);
    }

    /** Keeps everything in this folder and goes on from what is there. */
    public StandInConfig withState(Path folder) {
        return new StandInConfig(
                port,
                projectId,
                projectName,
                timezone,
                projectToken,
                keys,
                limits,
                clock,
                Optional.of(folder),
                foreignProjects);
    }

    public StandInConfig withForeignProjects(Integer... ids) {
        return new StandInConfig(
                port, projectId, projectName, timezone, projectToken, keys, limits, clock, state, Set.of(ids));
    }
}
