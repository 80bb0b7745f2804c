package io.beton.standin.hogql;

import java.util.List;

/** The reading head over the tokens of one text. */
final class Tokens {
    private final String text;
    private final List<Token> tokens;
    private int at;

    Tokens(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    int mark() {
        return at;
    }

    void reset(int mark) {
        at = mark;
    }

    boolean word(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean sign(String sign) {
        if (!peek().isSign(sign)) {
            return false;
        }
        next();
        return true;
    }

    void expectWord(String word) {
        if (!word(word)) {
            throw unexpected(word);
        }
    }

    void expectSign(String sign) {
        if (!sign(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    String expectName() {
        if (!peek().isName()) {
            throw unexpected("an identifier");
        }
        return next().text();
    }

    long expectWhole() {
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("\\d{1,18}")) {
            throw unexpected("a whole number");
        }
        return Long.parseLong(next().text());
    }

    String between(int mark) {
        return text.substring(
                tokens.get(mark).start(), tokens.get(Math.max(mark, at - 1)).end());
    }

    HogQlException unexpected(String expected) {
        Token token = peek();
        String found = token.kind() == Token.Kind.END ? "<EOF>" : text.substring(token.start(), token.end());
        long line = text.substring(0, token.start()).lines().count();
        return HogQlException.syntax(
                "mismatched input '" + found + "' expecting " + expected + " (line " + Math.max(1, line) + ")");
    }
}
