package io.beton.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What {@code deploy/operations/logs-and-traces.md} says there is. */
final class Reference {
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private Reference() {}

    /** What the members of a line of the log may be called. */
    static Set<String> members() throws IOException {
        Set<String> members = keys("## Members of every line");
        members.addAll(keys("## Keys of messages"));
        return members;
    }

    /** The keys in the first cells of the table under a heading. */
    static Set<String> keys(String heading) throws IOException {
        String text = Files.readString(Launched.ROOT.resolve("deploy/operations/logs-and-traces.md"));
        String section = text.substring(text.indexOf(heading + "\n") + heading.length());
        Set<String> keys = new TreeSet<>();
        section.substring(0, (section + "\n## ").indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .forEach(cell -> KEY.matcher(cell).results().forEach(key -> keys.add(key.group(1))));
        return keys;
    }
}
