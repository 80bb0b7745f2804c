package io.beton.hypothesis.sentence;

import io.beton.hypothesis.taxonomy.EventWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What subjects do, in words: {@code invite_sent} is "send an invite". A name that no verb is known of stays as it is.
 *
 * @param verb as it stands after "users who"
 * @param rest what follows the verb; may be empty
 */
record EventPhrase(String verb, String rest) {
    private static final Map<String, EventPhrase> KNOWN = Map.of(
            "$pageview", new EventPhrase("view", "a page"),
            "$screen", new EventPhrase("view", "a screen"),
            "*", new EventPhrase("do", "anything"));
    private static final Set<String> PARTICLES = Set.of("in", "out", "up", "off", "on", "down");
    private static final Set<String> WHO = Set.of("user", "users", "customer", "member", "account", "person");
    private static final Set<String> UNCOUNTED = Set.of(
            "access", "billing", "content", "data", "feedback", "help", "info", "information", "onboarding", "support");
    private static final Set<String> ACRONYMS = Set.of("ai", "api", "csv", "pdf", "qr", "sdk", "sms", "sso", "url");
    private static final Set<String> DETERMINERS = Set.of("a", "an", "the", "all", "any", "my", "first", "new");

    static EventPhrase of(String event) {
        return Optional.ofNullable(KNOWN.get(event))
                .or(() -> said(List.of(EventWords.of(event).text().split(" "))))
                .orElseGet(() -> new EventPhrase("do", "`" + event + "`"));
    }

    /** "send an invite" */
    String base() {
        return joined(verb);
    }

    /** "sending an invite" */
    String gerund() {
        return joined(Verbs.gerund(verb));
    }

    private String joined(String form) {
        return rest.isEmpty() ? form : form + " " + rest;
    }

    private static Optional<EventPhrase> said(List<String> words) {
        int last = words.size() - 1;
        if (last > 0 && PARTICLES.contains(words.get(last))) {
            List<String> before = words.subList(0, last);
            return moved(before).map(phrase -> new EventPhrase(phrase.verb, particle(words.get(last), phrase.rest)));
        }
        return moved(words);
    }

    private static String particle(String particle, String rest) {
        return rest.isEmpty() ? particle : particle + " " + rest;
    }

    private static Optional<EventPhrase> moved(List<String> words) {
        int last = words.size() - 1;
        Optional<String> ending = Verbs.ofPast(words.get(last));
        if (ending.isPresent()) {
            List<String> what = words.subList(0, last);
            boolean who = what.size() == 1
                    && WHO.contains(what.get(0))
                    && words.get(last).endsWith("ed");
            return ending.map(verb -> new EventPhrase(verb, who && intransitive(verb) ? "" : object(what)));
        }
        Optional<String> beginning = Verbs.ofPast(words.get(0)).or(() -> base(words));
        return beginning.map(verb -> new EventPhrase(verb, object(words.subList(1, words.size()))));
    }

    /** Of whom it is said that they do it, not that it is done to them. */
    private static boolean intransitive(String verb) {
        return Set.of("sign", "log", "register", "subscribe", "unsubscribe", "enrol", "convert", "join")
                .contains(verb);
    }

    private static Optional<String> base(List<String> words) {
        return Optional.of(words.get(0)).filter(word -> words.size() > 1 && Verbs.known(word));
    }

    private static String object(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        String object = words.stream()
                .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
        String last = words.get(words.size() - 1);
        boolean bare = last.endsWith("s") && !last.endsWith("ss")
                || UNCOUNTED.contains(last)
                || DETERMINERS.contains(words.get(0))
                || PARTICLES.contains(words.get(0));
        return bare ? object : article(object) + " " + object;
    }

    private static String article(String object) {
        boolean vowel = "AEIOSaeio".indexOf(object.charAt(0)) >= 0
                || object.startsWith("hour")
                || object.matches("u(p|n[^i]|r[^l]|s[^e]).*");
        return vowel ? "an" : "a";
    }
}
