package dev.parley.offline.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pieces of text that the speech model's tokens stand for: one a line of a file, numbered from 0. Immutable. */
final class Vocabulary {

    private static final int FIRST_BYTE = 3;
    private static final int FIRST_PIECE = FIRST_BYTE + 256;
    private static final char WORD_BORDER = '\u2581';

    private final List<String> pieces;

    private Vocabulary(List<String> pieces) {
        this.pieces = pieces;
    }

    static Vocabulary read(Path file) throws IOException {
        // Not readAllLines: a piece may hold a character that Java takes for a line's end.
        return new Vocabulary(List.of(Files.readString(file).split("\n", -1)));
    }

    /** Gives the text of a sequence of tokens, without white space around it; control tokens and unknown ones say nothing. */
    String text(List<Integer> tokens) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        for (int token : tokens) {
            if (token >= FIRST_PIECE && token < pieces.size()) {
                utf8.writeBytes(pieces.get(token).replace(WORD_BORDER, ' ').getBytes(StandardCharsets.UTF_8));
            } else if (token >= FIRST_BYTE && token < FIRST_PIECE) {
                utf8.write(token - FIRST_BYTE);
            }
        }
        return utf8.toString(StandardCharsets.UTF_8).strip();
    }
}
