package dev.parley.offline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {

    private static final int FIRST_PIECE = 259;

    @TempDir
    Path folder;

    @Test
    void piecesBytesAndControlTokensBecomeText() throws IOException {
        List<String> pieces = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int i = 0; i < 256; i++) {
            pieces.add(String.format("<0x%02X>", i));
        }
        pieces.addAll(List.of("\u2581Hello", "\u2581w", "orld"));
        Path file = Files.writeString(folder.resolve("vocabulary.txt"), String.join("\n", pieces));

        Vocabulary vocabulary = Vocabulary.read(file);

        assertThat(vocabulary.text(List.of(1, FIRST_PIECE, FIRST_PIECE + 1, FIRST_PIECE + 2, 2)))
                .isEqualTo("Hello world");
        assertThat(vocabulary.text(List.of(3 + 0xC3, 3 + 0xA9))).isEqualTo("é");
        assertThat(vocabulary.text(List.of(99_999))).isEmpty();
    }
}
