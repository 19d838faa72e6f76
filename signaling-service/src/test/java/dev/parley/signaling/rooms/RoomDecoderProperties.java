package dev.parley.signaling.rooms;

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
class RoomDecoderProperties {

    private final JsonCodec<RoomClientMessage, RoomServerMessage> codec =
            new JsonCodec<>(RoomClientMessage.class, RoomServerMessage.class);

    @Provide
    Arbitrary<String> messages() {
        return FuzzedMessages.of("rooms");
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
        Decoded<RoomClientMessage> decoded = codec.decode(text);
        if (decoded instanceof Decoded.Bad<RoomClientMessage> bad) {
            assertThat(bad.refusal().code()).isIn(ErrorCode.INVALID_MESSAGE, ErrorCode.TOO_LARGE);
            assertThat(bad.refusal().message()).isNotBlank().doesNotContain("Exception", "dev.parley", "com.fasterxml");
            assertThat(bad.ref()).satisfiesAnyOf(ref -> assertThat(ref).isNull(), ref -> assertThat(ref)
                    .hasSizeLessThanOrEqualTo(Limits.ID_CHARACTERS));
        }
    }
}
