package dev.parley.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of ours that stands inside of a message is registered, so that a native image can read and write it. */
class NativeReflectionTest {

    @ParameterizedTest
    @CsvSource({
        "chat.ChatClientMessage, chat.ChatReflection",
        "chat.ChatServerMessage, chat.ChatReflection",
        "rooms.RoomClientMessage, rooms.RoomReflection",
        "rooms.RoomServerMessage, rooms.RoomReflection",
    })
    void whatStandsInsideOfMessages(String messages, String reflection) throws ClassNotFoundException {
        var inside = new HashSet<Class<?>>();
        for (var message : type(messages).getAnnotation(JsonSubTypes.class).value()) {
            collect(message.value(), inside);
        }
        var registered =
                type(reflection).getAnnotation(RegisterForReflection.class).targets();

        assertThat(inside).isSubsetOf(Arrays.asList(registered));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("dev.parley.signaling." + name);
    }

    private static void collect(Class<?> owner, Set<Class<?>> found) {
        if (owner.isRecord()) {
            Arrays.stream(owner.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .flatMap(NativeReflectionTest::classes)
                    .filter(type -> type.getName().startsWith("dev.parley."))
                    .filter(found::add)
                    .forEach(type -> collect(type, found));
        }
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> single) {
            return Stream.of(single);
        }
        return type instanceof ParameterizedType generic
                ? Arrays.stream(generic.getActualTypeArguments()).flatMap(NativeReflectionTest::classes)
                : Stream.empty();
    }
}
