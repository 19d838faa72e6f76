package dev.parley.signaling.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.signaling.protocol.Decoded;
import dev.parley.signaling.protocol.ErrorCode;
import dev.parley.signaling.protocol.JsonCodec;
import dev.parley.signaling.protocol.Limits;
import dev.parley.signaling.testing.FuzzedMessages;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, the decoder has an answer. The same cases each time, and others each time; the seed is printed. */
class ChatDecoderProperties {

    private final JsonCodec<ChatClientMessage, ChatServerMessage> codec =
            new JsonCodec<>(ChatClientMessage.class, ChatServerMessage.class);

    @Provide
    Arbitrary<String> messages() {
        return FuzzedMessages.of("chat");
    }

    @Property(seed = "4077")
    void theSameCases(@ForAll("messages") String text) {
        isAnswered(text);
    }

    @Property
    void otherCases(@ForAll("messages") String text) {
        isAnswered(text);
    }

    private void isAnswered(String text) {
        Decoded<ChatClientMessage> decoded = codec.decode(text);
        if (decoded instanceof Decoded.Bad<ChatClientMessage> bad) {
            assertThat(bad.refusal().code()).isIn(ErrorCode.INVALID_MESSAGE, ErrorCode.TOO_LARGE);
            assertThat(bad.refusal().message()).isNotBlank().doesNotContain("Exception", "dev.parley", "com.fasterxml");
            assertThat(bad.ref()).satisfiesAnyOf(ref -> assertThat(ref).isNull(), ref -> assertThat(ref)
                    .hasSizeLessThanOrEqualTo(Limits.ID_CHARACTERS));
        }
    }
}
