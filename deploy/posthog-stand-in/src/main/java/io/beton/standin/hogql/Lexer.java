package io.beton.standin.hogql;

import java.util.ArrayList;
import java.util.List;

/** Cuts HogQL text into tokens: escaped strings, quoted names, comments, numbers and signs. */
final class Lexer {
    private static final List<String> SIGNS = List.of(
            "=~*", "!~*", "->", "::", "??", "||", "==", "!=", "<>", "<=", ">=", "=~", "!~", "(", ")", "[", "]", "{",
            "}", ",", ".", ";", ":", "?", "=", "<", ">", "+", "-", "*", "/", "%");

    private static final String ESCAPES = "bfrnt0av\\";
    private static final String ESCAPED = "\b\f\r\n\t\0\u0007\u000b\\";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        return new Lexer(text).all();
    }

    private List<Token> all() {
        for (skipBlank(); at < text.length(); skipBlank()) {
            char c = text.charAt(at);
            if (c == '\'') {
                quoted('\'', Token.Kind.STRING);
            } else if (c == '`' || c == '"') {
                quoted(c, Token.Kind.QUOTED);
            } else if (isNameStart(c)) {
                word();
            } else if (isDigit(at) || c == '.' && isDigit(at + 1) && !followsValue()) {
                number();
            } else {
                sign();
            }
        }
        tokens.add(new Token(Token.Kind.END, "<EOF>", at, at));
        return List.copyOf(tokens);
    }

    private void skipBlank() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private void quoted(char quote, Token.Kind kind) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                value.append(escaped(quote, ++at));
            } else if (c != quote) {
                value.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                value.append(quote);
                at++;
            } else {
                at++;
                tokens.add(new Token(kind, named(kind, value.toString()), start, at));
                return;
            }
        }
        throw HogQlException.syntax("Unclosed " + quote + " that starts at position " + start);
    }

    /** A quote stands for itself where it is doubled; only in its own kind of text is it escaped by a backslash too. */
    private char escaped(char quote, int position) {
        char c = position < text.length() ? text.charAt(position) : ' ';
        int escape = ESCAPES.indexOf(c);
        if (escape >= 0) {
            return ESCAPED.charAt(escape);
        }
        if (c == quote && quote != '`' || c == '\'') {
            return c;
        }
        throw HogQlException.syntax("no viable alternative at input '" + quote + "'");
    }

    private static String named(Token.Kind kind, String text) {
        return kind == Token.Kind.QUOTED ? HogQlException.checkedName(text) : text;
    }

    private void word() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        Token word = new Token(Token.Kind.WORD, text.substring(start, at), start, at);
        if (Keywords.ofPrograms(word)) {
            throw HogQlException.syntax("no viable alternative at input '" + text.substring(0, at) + "'");
        }
        tokens.add(word);
    }

    private void number() {
        int start = at;
        boolean index = !tokens.isEmpty() && tokens.get(tokens.size() - 1).isSign(".");
        while (isDigit(at)) {
            at++;
        }
        if (!index) {
            if (at < text.length() && text.charAt(at) == '.') {
                for (at++; isDigit(at); at++) {}
            }
            exponent();
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(start, at), start, at));
    }

    private void exponent() {
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int digits = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
            if (isDigit(digits)) {
                for (at = digits; isDigit(at); at++) {}
            }
        }
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                tokens.add(new Token(Token.Kind.SIGN, sign, at, at + sign.length()));
                at += sign.length();
                return;
            }
        }
        throw HogQlException.syntax("token recognition error at: '" + text.charAt(at) + "'");
    }

    private boolean followsValue() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.isName() || last.isSign(")") || last.isSign("]") || last.kind() == Token.Kind.NUMBER;
    }

    private boolean isDigit(int position) {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '$' || c == '@';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
