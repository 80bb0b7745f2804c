package io.beton.hypothesis.advisor;

import java.util.regex.Pattern;

/** Text of a model, made harmless to show: one line, bounded, without characters that control or hide. */
final class ModelText {
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{C}\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("\\p{C}");
    private static final String MORE = "...";

    private ModelText() {}

    /** Whether all of it can be seen. */
    static boolean isShown(String text) {
        return UNSEEN.matcher(text).results().findAny().isEmpty();
    }

    static String shown(String text, int longest) {
        String line = NOT_SHOWN.matcher(text).replaceAll(" ").trim();
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - MORE.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + MORE;
    }
}
